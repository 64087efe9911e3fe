/**
 * The known name that somebody probably meant.
 *
 * @module
 */

/** A name that differs in at most this share of its letters is taken for the one that was meant. */
const TOLERANCE = 0.34;

/**
 * The known name nearest to a written one, or `undefined` when none is near. Case, `_` and `-` do not count.
 *
 * @example nearest("computer_name", ["computerName", "vmName"]) // "computerName"
 */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const letters = plain(written);
  const rated = known
    .map(name => ({ name, distance: distance(letters, plain(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = rated;
  if (best === undefined || best.distance > Math.floor(letters.length * TOLERANCE)) return undefined;
  return best.name;
}

function plain(name: string): string {
  return name.slice(0, 64).toLowerCase().replaceAll(/[_-]/g, "");
}

/** How many letters have to be changed, added or taken away (Levenshtein's distance). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
