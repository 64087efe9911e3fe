/**
 * @module A command line as `cmd` reads it, so far as it shows whether the power-off at its end is come to.
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
 */

import { powersOff } from "./command-line";

/** `cmd /d /c line`; of the line in quotes it takes the outermost ones off, whatever quotes are within. */
const CMD =
  /^\s*(?:"[^"]*\bcmd(?:\.exe)?"|(?:\S*\\)?cmd(?:\.exe)?)(?:\s+\/[^ck\s]\S*)*\s+\/[ck]\s*([\s\S]*)$/i;

/** What keeps a command from being run: an `exit` before it, a remark that it is part of, a quote that nothing closes. */
export type Swallowing = "exit" | "rem" | "quote";

/** A command between `&` and `&`. */
interface Piece {
  readonly text: string;
  /** It is run whatever became of the one before, and in no brackets, which may hang on a condition. */
  readonly always: boolean;
}

/** What swallows the power-off of a line that has one; `undefined`: it is come to, or no `cmd` runs the line. */
export function swallowsPowerOff(command: string): Swallowing | undefined {
  const line = CMD.exec(command)?.[1];
  if (line === undefined || !powersOff(command)) return undefined;
  const { pieces, open } = piecesOf(withoutQuotes(line.trim()));
  for (const { text, always } of pieces) {
    const first = /^[\s@(]*([^\s/(;,=]+)/.exec(text)?.[1]?.toLowerCase();
    // Without a word behind it the next command is run all the same.
    if (first === "rem" && /rem\s+\S/i.test(text)) return "rem";
    // Outside of a script `exit /b` ends the line, too.
    if (first === "exit" && always) return "exit";
    if (powersOff(text)) return undefined;
  }
  return open === "" ? undefined : "quote";
}

function withoutQuotes(line: string): string {
  if (!line.startsWith('"')) return line;
  const last = line.lastIndexOf('"');
  return last === 0 ? line.slice(1) : line.slice(1, last) + line.slice(last + 1);
}

/** The commands of a line; `open`: what stands in the one with a quote that nothing closes, up to the end of the line. */
function piecesOf(line: string): { pieces: Piece[]; open: string } {
  const pieces: Piece[] = [];
  let text = "";
  let quoted = false;
  let depth = 0;
  let always = true;
  for (const [part] of line.matchAll(/\^[\s\S]|"|&&|\|\||[&|\n()]|[^"^&|\n()]+|\^$/g)) {
    if (part.includes('"') && (quoted || part === '"')) quoted = !quoted;
    if (!quoted && part === "(") depth += 1;
    if (!quoted && part === ")") depth -= 1;
    if (quoted || !/^(&&?|\|\|?|\n)$/.test(part)) {
      text += part;
      continue;
    }
    pieces.push({ text, always });
    text = "";
    always = depth <= 0 && part !== "||" && part !== "&&" && part !== "|";
  }
  return quoted ? { pieces, open: text } : { pieces: [...pieces, { text, always }], open: "" };
}
