/** @module Which seats go first: those that show whether the others may follow. */

/** Where a seat stands in its room. */
interface Place {
  readonly group: string;
}

/**
 * The groups take turns, as each may have an image of its own: of two groups, two canaries try both.
 *
 * @returns as many of the seats as the count says, or all
 */
export function canariesOf<Seat extends Place>(seats: readonly Seat[], count: number): Seat[] {
  const groups = new Map<string, Seat[]>();
  for (const seat of seats) groups.set(seat.group, [...(groups.get(seat.group) ?? []), seat]);
  const rounds = Math.max(0, ...[...groups.values()].map(group => group.length));
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    [...groups.values()].flatMap(group => group.slice(round, round + 1)),
  );
  return inTurn.flat().slice(0, count);
}
