/**
 * @module Commands of the old file: Python's `str.format` put file names in for `{0}` and `{1}`, and made `{` of `{{`.
 * @see https://docs.python.org/2.7/library/string.html#format-string-syntax
 */

/** The command with `{0}` and `{1}` for file names and every other brace as the shell gets it, or what is wrong. */
export type PlainCommand =
  | { readonly command: string }
  | { readonly message: string; readonly remedy: string };

const PIECE = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/**
 * Takes the doubling of braces back, and numbers `{}`.
 *
 * @param fields how many file names the command gets
 * @example plainCommand("echo rm {0} | awk '{{print}}'", 1) // { command: "echo rm {0} | awk '{print}'" }
 */
export function plainCommand(written: string, fields: number): PlainCommand {
  const names = Array.from({ length: fields }, (_, index) => `{${index}}`);
  const remedy = `Write ${names.join(" and ")} for file names, {{ and }} for other braces`;
  /** The text before each field and behind the last, and the fields. */
  const texts = [""];
  const numbers: number[] = [];
  let end = 0;
  let automatic = 0;
  for (const match of written.matchAll(PIECE)) {
    const [piece, field] = match;
    texts.push(texts.pop() + written.slice(end, match.index));
    end = match.index + piece.length;
    if (piece === "{{" || piece === "}}") {
      texts.push(texts.pop() + piece.slice(1));
    } else if (field === undefined) {
      return { message: `there is a single ${piece}`, remedy };
    } else {
      numbers.push(field === "" ? automatic++ : /^\d{1,9}$/.test(field) ? Number(field) : fields);
      texts.push("");
    }
  }
  texts.push(texts.pop() + written.slice(end));
  if (numbers.some(number => number >= fields) || (automatic > 0 && automatic < numbers.length)) {
    return { message: "braces hold something else than the number of a file name", remedy };
  }
  if (texts.some(text => /\{[01]\}/.test(text))) {
    return { message: "{0} or {1} stands for itself", remedy: "Move the command into a script" };
  }
  return { command: texts.reduce((before, text, index) => `${before}{${numbers[index - 1]}}${text}`) };
}
