/** @module What `virtroom --json` reports of a room's seats. */

export interface Reported {
  readonly seats: readonly {
    readonly seat: string;
    readonly ok: boolean;
    readonly outcome: string;
    readonly detail?: string;
  }[];
}

/** Outcomes by seat. */
export function outcomes(stdout: string): Record<string, string> {
  const { seats }: Reported = JSON.parse(stdout);
  return Object.fromEntries(seats.map(({ seat, outcome }) => [seat, outcome]));
}

/** The detail of one seat; empty when it has none. */
export function detailOf(stdout: string, seat: string): string {
  const { seats }: Reported = JSON.parse(stdout);
  return seats.find(reported => reported.seat === seat)?.detail ?? "";
}
