/** @module What a run of the bench leaves: all figures, and which of several runs of the same stands for them. */

import { type Measurement, median } from "../measurement";
import type { Machine } from "./machine";

export interface Results {
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
}

/** Runs of the same by the same tool. */
export interface Figure {
  /** The run in the middle, by its time. */
  readonly middle: Measurement;
  readonly runs: readonly Measurement[];
}

/** In the order in which they were first measured. */
export function figuresOf({ measurements }: Results): Figure[] {
  const groups = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const { tool, operation, seats, chainSeconds } = measurement;
    const key = [tool, operation, seats, chainSeconds].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), measurement]);
  }
  return [...groups.values()].flatMap(runs => {
    const middle = median(runs);
    return middle ? [{ middle, runs }] : [];
  });
}

export function figuresWhere(results: Results, tool: string, operation: string): Figure[] {
  return figuresOf(results)
    .filter(({ middle }) => middle.tool === tool && middle.operation === operation)
    .sort((a, b) => a.middle.seats - b.middle.seats);
}
