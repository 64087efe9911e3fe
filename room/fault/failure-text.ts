/**
 * @module A failure as one text, since nothing else of an error passes through Pulumi: what happened, and in a line of its
 * own the way out. It is written by providers, read by people in Pulumi's output, and taken apart for the report.
 */

/** How the line begins that says what to do. The words of engines and guests hold no line breaks, so it is none of theirs. */
const mark = "Way out: ";

export interface Explained {
  readonly happened: string;
  /** Empty when none is known. */
  readonly remedy: string;
}

export function failureText({ happened, remedy }: Explained): string {
  return remedy === "" ? happened : `${happened}\n${mark}${remedy.replaceAll(/\s*\n\s*/g, " ")}`;
}

/** The failures that a text tells, one or more after each other; a way out ends each. */
export function explainedIn(text: string): Explained[] {
  const explained: Explained[] = [];
  let told: string[] = [];
  for (const line of text.trim().split("\n")) {
    if (line.startsWith(mark) && told.length > 0) {
      explained.push({ happened: told.join("\n"), remedy: line.slice(mark.length).trim() });
      told = [];
    } else told.push(line.trimEnd());
  }
  return told.length > 0 ? [...explained, { happened: told.join("\n"), remedy: "" }] : explained;
}
