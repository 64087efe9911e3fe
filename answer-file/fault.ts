/** @module What can be wrong with an answer file or its template, told so that a person can mend it. */

import { printable } from "../room/text/printable";

/** One thing that is wrong, with the place and the way out. */
export interface AnswerFileFault {
  /** Name of the file, as the user knows it. */
  readonly file: string;
  /** Line in that file, the first one is 1; 0 when the fault is not in a line. */
  readonly line: number;
  /** Column in that line, the first one is 1, where it helps. */
  readonly column?: number;
  /** Short name of the rule that was broken, such as `unknown-placeholder`. */
  readonly rule: string;
  /** What is wrong. Never holds a value, because values may be secret. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** So many faults are worth reading; after them the file is probably something else. */
const MOST_SHOWN = 50;

/** An error to be thrown when a template cannot be read or filled. Its message is meant for the user's eyes. */
export class AnswerFileError extends Error {
  override readonly name = "AnswerFileError";

  /** @param faults everything that is wrong, at least one, in the order of the file */
  constructor(readonly faults: readonly [AnswerFileFault, ...AnswerFileFault[]]) {
    const lines = shownOf(faults).map(({ happened, remedy }) => `${happened}. ${remedy}`);
    const more = faults.length - lines.length;
    super([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
  }

  /** Those of the faults that are worth reading: what is wrong, with its place, and the way out. */
  get shown(): readonly ShownFault[] {
    return shownOf(this.faults);
  }

  /** The file of the first fault. */
  get file(): string {
    return this.faults[0].file;
  }

  /** The line of the first fault. */
  get line(): number {
    return this.faults[0].line;
  }

  /** The rule of the first fault. */
  get rule(): string {
    return this.faults[0].rule;
  }

  /** The way out of the first fault. */
  get remedy(): string {
    return this.faults[0].remedy;
  }
}

interface ShownFault {
  /** In one line of text: `win10.xml:12:5: ... [rule]`. */
  readonly happened: string;
  readonly remedy: string;
}

function shownOf(faults: readonly AnswerFileFault[]): ShownFault[] {
  return faults.slice(0, MOST_SHOWN).map(({ file, line, column, message, rule, remedy }) => {
    const place = [file, line, column].filter(part => part !== undefined && part !== 0).join(":");
    return { happened: printable(`${place}: ${message} [${rule}]`), remedy: printable(remedy) };
  });
}

/** Throws all faults as one error, when there are any. */
export function throwFaults(faults: readonly AnswerFileFault[]): void {
  const [first, ...others] = faults;
  if (first !== undefined) throw new AnswerFileError([first, ...others]);
}
