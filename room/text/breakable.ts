/** @module Texts for columns: a path or a name that is wider than its column is broken, since a table would cut it off. */

/** Where a long word is broken best: behind what separates its parts. */
const seam = /[/\\._:,-](?=[^/\\._:,-]*$)/;

/** Lines of one word: nobody reads more, and somebody may have put a file where a name belongs. */
const mostLines = 8;

/** @param width characters of a line */
export function breakable(text: string, width: number): string {
  return text.replaceAll(new RegExp(`\\S{${width + 1},}`, "gu"), word => pieces(word, width).join("\n"));
}

function pieces(word: string, width: number): string[] {
  const broken: string[] = [];
  for (let start = 0; start < word.length; ) {
    if (broken.length === mostLines) return [...broken, "…"];
    const line = word.slice(start, start + width);
    const at = (seam.exec(line)?.index ?? 0) + 1;
    const isLast = start + width >= word.length;
    const end = isLast || at <= width / 2 ? line.length : at;
    broken.push(line.slice(0, end));
    start += end;
  }
  return broken;
}
