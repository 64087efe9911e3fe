/** @module Single characters and classes of characters in regular expressions of Python, as JavaScript writes them. */

import type { PatternReader } from "./regex-reader";

/** Flags that matter for a single character. */
export interface CharacterFlags {
  /** Whether ASCII letters stand for both cases. */
  readonly i: boolean;
}

/** `\d`, `\w`, `\s` and their opposites: the same ASCII characters in both languages, but for exotic white space. */
export const SHORTHANDS = /[dDsSwW]/y;

const NAMED: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/**
 * The character that an escape stands for; the reader is behind the backslash.
 *
 * `\b` is a backspace here, as in classes; whoever reads places looks for it before.
 */
export function characterEscape(reader: PatternReader): string {
  const start = reader.place - 1;
  if (reader.ended)
    reader.refuse("there is nothing behind the backslash", "Write \\\\ for a backslash as such", start);
  const octal = reader.take(/[0-3][0-7]{2}|0[0-7]?/y);
  if (octal) return String.fromCharCode(Number.parseInt(octal[0], 8));
  const hexadecimal = reader.take(/x([0-9A-Fa-f]{2})/y);
  if (hexadecimal) return String.fromCharCode(Number.parseInt(hexadecimal[1] ?? "", 16));
  const character = reader.character();
  const named = NAMED[character];
  if (named !== undefined) return named;
  if (/[A-Za-z0-9]/.test(character)) {
    reader.refuse(`\\${character} is not known`, "Write \\\\ for a backslash as such", start);
  }
  return character;
}

/** A character as such, outside of a class. */
export function literal(character: string, flags: CharacterFlags): string {
  const other = flags.i ? otherCase(character) : character;
  if (other !== character) return `[${character}${other}]`;
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : printable(character);
}

/** Control characters as escapes, so that the settings stay readable. */
function printable(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, "0")}` : character;
}

function inClass(character: string): string {
  return /[\\\]^[-]/.test(character) ? `\\${character}` : printable(character);
}

/** The other case of an ASCII letter; any other character is itself. */
function otherCase(character: string): string {
  if (!/^[A-Za-z]$/.test(character)) return character;
  const upper = character.toUpperCase();
  return upper === character ? character.toLowerCase() : upper;
}

/** A class, `[...]`; the reader is behind the bracket. In Python a `]` in the first place is a character as such. */
export function classOf(reader: PatternReader, flags: CharacterFlags): string {
  const start = reader.place - 1;
  const members: string[] = [];
  const negation = reader.take(/\^/y) ? "^" : "";
  while (members.length === 0 || !reader.take(/\]/y)) {
    if (reader.ended) reader.refuse('"[" is not closed', "Write ] where the class ends", start);
    const at = reader.place;
    const from = member(reader);
    if (!reader.take(/-(?!\])/y)) {
      members.push(single(from, flags));
      continue;
    }
    if (reader.ended) reader.refuse('"[" is not closed', "Write ] where the class ends", start);
    const to = member(reader);
    if (
      from.character === undefined ||
      to.character === undefined ||
      codeOf(from.character) > codeOf(to.character)
    ) {
      reader.refuse("this is no range of characters", "Write \\- for a hyphen as such", at);
    }
    members.push(range(from.character, to.character, flags));
  }
  return `[${negation}${members.join("")}]`;
}

/** One character, or a shorthand such as `\d`. */
type Member =
  | { readonly character: string; readonly shorthand?: undefined }
  | { readonly character?: undefined; readonly shorthand: string };

function member(reader: PatternReader): Member {
  if (!reader.take(/\\/y)) return { character: reader.character() };
  const shorthand = reader.take(SHORTHANDS);
  if (shorthand) return { shorthand: `\\${shorthand[0]}` };
  const octal = reader.take(/[0-3]?[0-7]{1,2}(?![0-7])/y);
  if (octal) return { character: String.fromCharCode(Number.parseInt(octal[0], 8)) };
  return { character: characterEscape(reader) };
}

function single(member: Member, flags: CharacterFlags): string {
  if (member.character === undefined) return member.shorthand;
  const other = flags.i ? otherCase(member.character) : member.character;
  return inClass(member.character) + (other === member.character ? "" : other);
}

function range(from: string, to: string, flags: CharacterFlags): string {
  const ranges = [`${inClass(from)}-${inClass(to)}`];
  if (flags.i) {
    for (const [first, last] of ["az", "AZ"]) {
      const low = Math.max(codeOf(from), codeOf(first ?? ""));
      const high = Math.min(codeOf(to), codeOf(last ?? ""));
      if (low <= high) ranges.push(`${String.fromCharCode(low ^ 0x20)}-${String.fromCharCode(high ^ 0x20)}`);
    }
  }
  return ranges.join("");
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
