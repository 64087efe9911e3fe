/** @module Words that came from elsewhere, as a terminal may show them. */

/** Characters of one message: an engine's words are a few lines. */
const longest = 2000;

/** Nothing in the words moves the cursor, changes colours or the direction of reading, and they come to an end. */
export function printable(words: string): string {
  const plain = words.slice(0, longest + 1).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return words.length > longest ? `${plain.slice(0, longest)}...` : plain.trimEnd();
}

/** A control character, with what follows where it may begin a colour; and what turns the direction of reading. */
const deceiving = /\p{Cc}(?:\[\d{1,2}m)?|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** The colours of this program, behind the escape character. */
const colour = /^\[(?:[0-2]|22|3[0-9]|9[0-7])m$/;
const escapeCharacter = 0x1b;

/**
 * Text of several lines and in colours as a terminal may show it: what would deceive a reader is written as JSON writes it,
 * so that JSON stays what it is.
 */
export function visible(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(deceiving, sign => (isHarmless(sign) ? sign : spelled(sign)));
}

function isHarmless(sign: string): boolean {
  return /^[\n\t]/.test(sign) || (sign.charCodeAt(0) === escapeCharacter && colour.test(sign.slice(1)));
}

function spelled(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}${sign.slice(1)}`;
}
