/** @module The description of a snapshot: finished when the snapshot is taken, which is recognised by it in later runs. */

import { placeholdersOf, substitute } from "./text/template-string";

/** What is only known when a snapshot is taken. */
interface SnapshotRun {
  /** `YYYY-MM-DD-HHMM`. */
  readonly scriptTime: string;
  /** `56:6f:00:01:00:29`; needed where the description speaks of it. */
  readonly mac?: string | undefined;
}

const timeNames = ["scriptTime", "scripttime"];
const macNames = ["mac", "macWindows", "MACwin"];

/** The names, old ones included, whose values are only known when a snapshot is taken: the placeholders of a pattern. */
export const runNames: ReadonlySet<string> = new Set([...timeNames, ...macNames]);

/** @param pattern a description in which all but a run's values are filled in */
export function describeSnapshot(pattern: string, { scriptTime, mac }: SnapshotRun): string {
  const time = { scriptTime, scripttime: scriptTime };
  if (mac === undefined) return substitute(pattern, time);
  const macWindows = mac.toUpperCase().replaceAll(":", "-");
  return substitute(pattern, { ...time, mac, macWindows, MACwin: macWindows });
}

/** Whether a pattern speaks of the MAC address. */
export function namesMac(pattern: string): boolean {
  return placeholdersOf(pattern).some(name => macNames.includes(name));
}

/** Whether a description comes from this pattern, whatever the time and the MAC address were. */
export function isDescribedBy(pattern: string, description: string): boolean {
  const pieces = [...substitute(pattern, holes)];
  // All readings at once, by how many pieces are behind them: with many placeholders, one after the other never ends.
  let readings = new Set([0]);
  for (const character of description) {
    const next = new Set<number>();
    for (const done of readings) {
      const piece = pieces[done];
      if (piece === character) next.add(done + 1);
      if (piece === hole && ofRun.test(character)) next.add(done).add(done + 1);
    }
    readings = next;
  }
  return readings.has(pieces.length);
}

/** Stands where a run's value was; no description of the engine's has it. */
const hole = "\0";
const holes = Object.fromEntries([...runNames].map(name => [name, hole]));

/** What a run's values consist of. */
const ofRun = /[0-9A-Fa-f:-]/;
