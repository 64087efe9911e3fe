/**
 * What can be wrong with an answer file or its template, told so that a person can mend it.
 *
 * @module
 */

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

/** An error to be thrown when a template cannot be read or filled. Its message is meant for the user's eyes. */
export class AnswerFileError extends Error {
  override readonly name = "AnswerFileError";

  /** @param faults everything that is wrong, at least one, in the order of the file */
  constructor(readonly faults: readonly [AnswerFileFault, ...AnswerFileFault[]]) {
    super(faults.map(describeFault).join("\n"));
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

/** A fault in one line of text: `win10.xml:12:5: ... [rule]. Remedy.` */
function describeFault(fault: AnswerFileFault): string {
  const place = [fault.file, fault.line, fault.column]
    .filter(part => part !== undefined && part !== 0)
    .join(":");
  return `${place}: ${fault.message} [${fault.rule}]. ${fault.remedy}`;
}

/** Throws all faults as one error, when there are any. */
export function throwFaults(faults: readonly AnswerFileFault[]): void {
  const [first, ...others] = faults;
  if (first !== undefined) throw new AnswerFileError([first, ...others]);
}
