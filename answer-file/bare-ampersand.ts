/**
 * @module The commonest slip in a file written by hand: `2>&1`. A parser tells it where the file ends, or at the next `;`.
 */

/** What may hold any `&`, or an `&` that begins no reference. */
const AMPERSAND = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|&(?!#?\w+;)/g;

/** Place of the first `&` that begins no reference, line and column counted from 1. */
export function bareAmpersand(
  source: string,
): { readonly line: number; readonly column: number } | undefined {
  for (const { 0: found, index } of source.matchAll(AMPERSAND)) {
    if (found !== "&") continue;
    const lines = source.slice(0, index).split("\n");
    return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  }
  return undefined;
}
