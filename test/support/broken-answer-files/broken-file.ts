/** @module One way in which the good answer file is broken, and what a check has to find. */

export type BrokenFile = readonly [
  rule: string,
  what: string,
  /** The good file, broken. */
  xml: () => string,
  /** What stands in the line where it is found. */
  at: string | RegExp | undefined,
  /** It is an error where nothing is said. */
  severity?: "warning",
];
