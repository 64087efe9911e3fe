/**
 * @module Placeholders within a text: `${name}`, `${name|obfuscated}` for passwords, `${name|script}` for lists of commands.
 */

/** What a name of a value looks like: ASCII letters, digits and `_`, no digit first. */
export const VALUE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * What a placeholder may do to its value: hide a password from a glance ({@link obfuscatePassword}), or make one command
 * line of a list of them.
 */
export type Filter = "obfuscated" | "script";

/** A stretch of a text: literal, a placeholder, or something in `${}` that is none. */
export type Piece =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "placeholder"; readonly name: string; readonly filter?: Filter; readonly line: number }
  | { readonly kind: "malformed"; readonly text: string; readonly line: number };

/**
 * `$${` is a literal `${`; else what stands between `${` and the next `}`. A `$` elsewhere stands for itself: it is
 * frequent in scripts and in `$ComputerName$`.
 */
const PLACEHOLDER = /(\$\$\{)|\$\{([^}]*)(\}?)/g;

/** Inside of the braces. Blanks around the name are allowed, as they were in the old tool. */
const INSIDE = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\|\s*(obfuscated|script)\s*)?$/;

/**
 * Splits a text at its placeholders.
 *
 * @param line the line on which the text starts
 * @example piecesOf("net use ${share}", 7) // literal "net use ", placeholder share on line 7
 */
export function piecesOf(text: string, line: number): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  let at = line;
  const literal = (until: number): void => {
    if (until > done) pieces.push({ kind: "literal", text: text.slice(done, until) });
  };
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [written, escaped, inside = "", closed] = match;
    literal(match.index);
    at += countLines(text.slice(done, match.index));
    done = match.index + written.length;
    const [, name, filter] = INSIDE.exec(inside) ?? [];
    if (escaped !== undefined) pieces.push({ kind: "literal", text: "${" });
    else if (name === undefined || closed === "") pieces.push({ kind: "malformed", text: written, line: at });
    else
      pieces.push({
        kind: "placeholder",
        name,
        line: at,
        ...((filter === "obfuscated" || filter === "script") && { filter }),
      });
    at += countLines(written);
  }
  literal(text.length);
  return pieces;
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}
