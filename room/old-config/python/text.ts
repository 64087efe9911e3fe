/** @module What Python takes for white space and for a quoted text: the old file was read by its rules. */

/** `\s` of Python's `re`: JavaScript's without the byte order mark, and with the information separators and NEL. */
const SPACES: ReadonlySet<string> = new Set(
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);

/** Whether Python takes the character for white space; false beyond the end of a text. */
export function isSpace(character: string | undefined): boolean {
  return character !== undefined && SPACES.has(character);
}

/** The first place from `from` on that is no white space, or the text's length. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

/** Without white space at both ends: `str.strip()`. */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end--;
  return text.slice(Math.min(skipSpace(text, 0), end), end);
}

/** Without its quotes, when the first and the last character are the same kind of quote. */
export function unquote(text: string): string {
  const quoted = isQuote(text[0]) && text[0] === text.at(-1);
  return quoted ? text.slice(1, -1) : text;
}

export function isQuote(character: string | undefined): character is '"' | "'" {
  return character === '"' || character === "'";
}
