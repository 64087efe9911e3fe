/** @module One thing that is wrong with a room's settings: where, what, and what would be right. */

export interface Fault {
  /** Path in the settings, for example `groups.students.memory`. */
  readonly path: string;
  /** What is wrong, as a sentence without a full stop. */
  readonly message: string;
  /** What would be right. */
  readonly remedy: string;
}

/** A value parser refuses its input with this; the schema turns it into a {@link Fault} with the path. */
export class ValueError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = "ValueError";
  }
}

/** Faults as lines that a person can read, one fault a line. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults.map(fault => `  ${fault.path}: ${fault.message}. ${fault.remedy}`).join("\n");
}
