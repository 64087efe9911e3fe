/** @module Words that came from elsewhere, as a terminal may show them. */

/** Characters of one message: an engine's words are a few lines. */
const longest = 2000;

/** Nothing in the words moves the cursor, changes colours or the direction of reading, and they come to an end. */
export function printable(words: string): string {
  const plain = words.slice(0, longest + 1).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return words.length > longest ? `${plain.slice(0, longest)}...` : plain.trimEnd();
}
