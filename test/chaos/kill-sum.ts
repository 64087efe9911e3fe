/** @module How many runs were killed, and how many of them lost something: told as the last line of all. */

const sum = { tried: 0, recovered: 0 };

/** Counts a kill, of which the attempt tells what was lost. */
export function count(faults: readonly string[]): void {
  if (sum.tried === 0) process.once("exit", tell);
  sum.tried++;
  if (faults.length === 0) sum.recovered++;
}

/** When the process ends, after the reporter's own last line. */
function tell(): void {
  const { tried, recovered } = sum;
  process.stdout.write(`kills tried ${tried}, recovered ${recovered}, lost ${tried - recovered}\n`);
}
