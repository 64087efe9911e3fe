/**
 * @module What follows each place of a line, found out once from right to left.
 *
 * ConfigObj reads lines with regular expressions that try every place where a name, an item or a comment might end.
 * Knowing beforehand from which places the rest of the line would do gives the same readings in linear time.
 */

import { isSpace } from "../python/text";

/** For each place of a text, end included, a place further right; -1 for none. */
export type Places = Int32Array;

/** Fills a table from right to left: `place(at)` may look at what is right of `at`. */
export function fromTheRight(text: string, place: (at: number, table: Places) => number): Places {
  const table = new Int32Array(text.length + 2).fill(-1);
  for (let at = text.length; at >= 0; at--) table[at] = place(at, table);
  return table;
}

/** The next place, from each place on, for which `holds`. */
export function nextWhere(text: string, holds: (at: number) => boolean): Places {
  return fromTheRight(text, (at, next) => (holds(at) ? at : placeAt(next, at + 1)));
}

/** Where `mark` stands, for each place that has nothing but white space before it. */
export function nextAfterSpace(text: string, mark: string): Places {
  return fromTheRight(text, (at, next) => {
    if (text[at] === mark) return at;
    return isSpace(text[at]) ? placeAt(next, at + 1) : -1;
  });
}

/** The places from which on there is nothing but white space and, if anything, a comment; there the table is not -1. */
export function restIsComment(text: string): Places {
  return fromTheRight(text, (at, rest) => {
    if (at === text.length || text[at] === "#") return at;
    return isSpace(text[at]) ? placeAt(rest, at + 1) : -1;
  });
}

/** The entry of a table; -1 outside of it. */
export function placeAt(table: Places, at: number): number {
  return table[at] ?? -1;
}

/** Whether a place is there. */
export function found(place: number): boolean {
  return place >= 0;
}
