/** @module The words of a plain shell command: quotes taken away, operators apart. */

export interface ShellWord {
  readonly kind: "word" | "operator";
  readonly text: string;
}

/** A quoted part, an operator, blanks, or one character of a word; a `~` stays one. */
const PIECE = /'([^']*)'|"([^"$`\\]*)"|(&&|[|;()\n])|([ \t\r]+)|([^'"|;()\n \t\r$`\\&<>*?[\]#!])/gy;

/**
 * Splits a command at blanks and at `|`, `;`, `&&`, `(`, `)` and line ends.
 *
 * @returns undefined when the shell would do more with it: variables, substitutions, redirections, patterns, escapes
 */
export function shellWords(command: string): ShellWord[] | undefined {
  const words: ShellWord[] = [];
  let word: string | undefined;
  let end = 0;
  const finish = () => {
    if (word !== undefined) words.push({ kind: "word", text: word });
    word = undefined;
  };
  for (const match of command.matchAll(PIECE)) {
    const [piece, single, double, operator, , plain] = match;
    end = match.index + piece.length;
    const part = single ?? double ?? plain;
    if (part !== undefined) word = (word ?? "") + part;
    else finish();
    if (operator !== undefined) words.push({ kind: "operator", text: operator });
  }
  finish();
  return end === command.length ? words : undefined;
}
