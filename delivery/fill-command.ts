/** @module File names put into a shell command of the site's own, each quoted for the place where it stands. */

import { ExplainedError } from "../room/fault/explained-error";

/** An error to be thrown when a name cannot be put into a command. Its message is meant for the user's eyes. */
export class CommandError extends ExplainedError {
  override readonly name = "CommandError";
}

/** What a shell takes as it is, wherever it stands. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** What nests quotes in quotes: substitutions, expansions with words in them, here-documents; and a lone backslash. */
const INTRICATE = /`|\$[({'"]|<<|\\\{[01]\}/;

/** Outside of double quotes: an escape, a quoted part, a comment, a name, or one character. */
const OUTSIDE = /\\(?!\{[01]\})[\s\S]|'[^']*'?|(?<![^\s;|&()])#[^\n]*|\{[01]\}|[\s\S]/y;
/** Within them: an escape, a name, or one character. */
const WITHIN = /\\(?!\{[01]\})[\s\S]|\{[01]\}|[\s\S]/y;

/**
 * Puts names in for `{0}` and `{1}`. A name is one word to the shell, or a part of one, and never anything else,
 * whether it stands free, in single or in double quotes.
 *
 * @param command for `/bin/sh -c`
 * @param names for `{0}`, `{1}`; a place without a name stays as it is
 * @throws CommandError when a name needs quotes, and the command is too intricate to know which
 * @example fillCommand("cp {0} '/the share/{1}'", ["/tmp/a b.img", "b.img"]) // cp '/tmp/a b.img' '/the share/b.img'
 */
export function fillCommand(command: string, names: readonly string[]): string {
  refuseUnquotable(command, names);
  const put = (text: string, quote: (name: string) => string) =>
    text.replace(/\{([01])\}/g, (place, number) => {
      const name = names[Number(number)];
      return name === undefined ? place : PLAIN.test(name) ? name : quote(name);
    });
  let filled = "";
  let inDouble = false;
  for (let at = 0; at < command.length; ) {
    const pattern = inDouble ? WITHIN : OUTSIDE;
    pattern.lastIndex = at;
    const piece = pattern.exec(command)?.[0] ?? "";
    at += piece.length;
    if (piece === '"') inDouble = !inDouble;
    if (inDouble) filled += put(piece, escaped);
    else filled += put(piece, piece.length > 3 && piece.startsWith("'") ? inSingle : quoted);
  }
  return filled;
}

/** A text as one word of the shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${inSingle(text)}'`;
}

function inSingle(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$"`]/g, "\\$&");
}

function refuseUnquotable(command: string, names: readonly string[]): void {
  for (const name of names) {
    if (PLAIN.test(name)) continue;
    const shown = JSON.stringify(name);
    if (/\p{Cc}/u.test(name)) {
      throw new CommandError(`${shown} holds a control character`, "Use another name");
    }
    if (INTRICATE.test(command)) {
      throw new CommandError(
        `${shown} would have to be quoted, and the command ${JSON.stringify(command)} nests quotes in a way that leaves open how`,
        "Move the command into a script, or set TMPDIR to a folder whose path has letters and digits only",
      );
    }
  }
}
