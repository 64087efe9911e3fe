/** @module One thing that is wrong with an old configuration file: where, what, and what would be right. */

/** The fields of the settings' faults, and the line. */
export interface FileFault {
  /** Line in the file, the first one is 1. */
  readonly line: number;
  /** Section, subsection and key as the file writes them, `[room test01] [[student_vms]] memory`; may be empty. */
  readonly path: string;
  /** What is wrong, as a sentence without a full stop. Never holds a password. */
  readonly message: string;
  /** What would be right. */
  readonly remedy: string;
}

/** So many faults are worth reading; after them the file is probably something else. */
const MOST_SHOWN = 50;

/**
 * Faults as lines that a person can read and an editor can jump to, one fault a line, in the order of the file.
 *
 * @param file name of the file, as the user knows it
 * @example describeFileFaults("old.conf", faults) // "old.conf:12: [room a] [[vms]] usb: is missing. Add ..."
 */
export function describeFileFaults(file: string, faults: readonly FileFault[]): string {
  const lines = [...faults]
    .sort((a, b) => a.line - b.line)
    .slice(0, MOST_SHOWN)
    .map(({ line, path, message, remedy }) =>
      [`${file}:${line}:`, ...(path === "" ? [] : [`${path}:`]), `${message}. ${remedy}`].join(" "),
    );
  const more = faults.length - MOST_SHOWN;
  if (more > 0) lines.push(`and ${more} more`);
  return lines.join("\n");
}
