/** @module Where phases lie that a seat goes through at the same time: side by side, in lanes. */

import type { Phase } from "./recorded-run";
import { phaseEnd } from "./words";

export interface Laid {
  readonly phase: Phase;
  readonly lane: number;
  /** Of how many that lie side by side there. */
  readonly lanes: number;
}

/** @param now in milliseconds since the run began */
export function laid(phases: readonly Phase[], now: number): Laid[] {
  const result: Laid[] = [];
  let cluster: { phase: Phase; lane: number }[] = [];
  /** The end of each lane of the cluster. */
  let ends: number[] = [];
  const close = () => {
    result.push(...cluster.map(each => ({ ...each, lanes: ends.length })));
    cluster = [];
    ends = [];
  };
  for (const phase of [...phases].sort((a, b) => a.from - b.from)) {
    if (ends.every(end => end <= phase.from)) close();
    const free = ends.findIndex(end => end <= phase.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = phaseEnd(phase, now);
    cluster.push({ phase, lane });
  }
  close();
  return result;
}
