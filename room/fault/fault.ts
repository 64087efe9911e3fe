/** @module One thing that is wrong with a room's settings: where, what, and what would be right. */

import { printable } from "../text/printable";

export interface Fault {
  /** Path in the settings, for example `groups.students.memory`. */
  readonly path: string;
  /** What is wrong, as a sentence without a full stop. */
  readonly message: string;
  /** What would be right. */
  readonly remedy: string;
}

/** So many faults are worth reading; after them the settings are probably something else. */
const mostShown = 50;

/** What many seats share is told of so many. */
const mostAlike = 3;

/** The same, of those that are alike in path and remedy only some: the last of them says how many more there are. */
export function summedUp(faults: readonly Fault[]): Fault[] {
  const alike = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = `${fault.path}\n${fault.remedy}`;
    alike.set(key, [...(alike.get(key) ?? []), fault]);
  }
  return [...alike.values()].flatMap(group => {
    const more = group.length - mostAlike;
    return group.slice(0, mostAlike).map((fault, index) => {
      const last = index === mostAlike - 1 && more > 0;
      return last ? { ...fault, message: `${fault.message}, and ${more} more like it` } : fault;
    });
  });
}

/** The faults that are shown, and a word of those that are not. */
export function shownFaults(faults: readonly Fault[]): {
  readonly shown: readonly Fault[];
  readonly more: string;
} {
  const told = summedUp(faults);
  const more = told.length - mostShown;
  return { shown: told.slice(0, mostShown), more: more > 0 ? `and ${more} more` : "" };
}

/** Faults as lines that a person can read, one fault a line. */
export function describeFaults(faults: readonly Fault[]): string {
  const { shown, more } = shownFaults(faults);
  const lines = shown.map(fault => printable(`${fault.path}: ${fault.message}. ${fault.remedy}`));
  return [...lines, ...(more ? [more] : [])].map(line => `  ${line}`).join("\n");
}
