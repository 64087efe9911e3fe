/** @module What a single line of a ConfigObj file can be: the marker of a section, or a key with a value. */

import { isQuote, isSpace, skipSpace, unquote } from "../python/text";
import {
  found,
  fromTheRight,
  nextAfterSpace,
  nextWhere,
  type Places,
  placeAt,
  restIsComment,
} from "./look-ahead";

/** `[name]`, `[[name]]`, ...: the number of brackets says how deep the section lies. */
export interface SectionMarker {
  readonly name: string;
  readonly opened: number;
  readonly closed: number;
}

/** `key = value`, the value still as it is written, with quotes and comment. */
export interface KeyLine {
  readonly key: string;
  readonly value: string;
}

/** Whether there is nothing on the line, or a comment alone. */
export function isBlank(line: string): boolean {
  const start = skipSpace(line, 0);
  return start === line.length || line[start] === "#";
}

/**
 * Reads a line as the marker of a section. Blanks may stand between brackets; a name may be quoted, and is the shortest
 * that leaves only closing brackets and a comment behind it.
 *
 * @returns undefined when it is none
 */
export function parseSectionMarker(line: string): SectionMarker | undefined {
  const starts = nameStarts(line);
  const rest = restIsComment(line);
  const closes = fromTheRight(line, (at, table) => {
    const after = placeAt(table, at + 1);
    if (line[at] === "]") return found(after) || found(placeAt(rest, at + 1)) ? at : -1;
    return isSpace(line[at]) && found(after) ? at : -1;
  });
  const nextClose = nextWhere(line, at => found(placeAt(closes, at)));
  for (let opened = starts.length; opened > 0; opened--) {
    const start = starts[opened - 1] ?? line.length;
    const end = isQuote(line[start]) ? quotedNameEnd(line, start, closes) : placeAt(nextClose, start + 1);
    if (found(end)) return { name: unquote(line.slice(start, end)), opened, closed: bracketsFrom(line, end) };
  }
  return undefined;
}

/** The places where a name could begin: behind each of the opening brackets. */
function nameStarts(line: string): number[] {
  const starts: number[] = [];
  for (let at = skipSpace(line, 0); line[at] === "["; ) {
    at = skipSpace(line, at + 1);
    starts.push(at);
  }
  return starts;
}

/** Behind the quote that closes a name with more than blanks in it; -1 when there is none. */
function quotedNameEnd(line: string, start: number, closes: Places): number {
  let hasText = false;
  for (let at = start + 1; at < line.length; at++) {
    if (hasText && line[at] === line[start] && found(placeAt(closes, at + 1))) return at + 1;
    hasText ||= !isSpace(line[at]);
  }
  return -1;
}

function bracketsFrom(line: string, from: number): number {
  let count = 0;
  for (let at = from; line[at] === "]" || isSpace(line[at]); at++) if (line[at] === "]") count++;
  return count;
}

/**
 * Reads a line as a key with a value. A key in quotes may hold `=`; one without cannot begin with a quote.
 *
 * @returns undefined when it is none
 */
export function parseKeyLine(line: string): KeyLine | undefined {
  const equals = nextAfterSpace(line, "=");
  const nextEnd = nextWhere(line, at => found(placeAt(equals, at)));
  const indent = skipSpace(line, 0);
  const first = line[indent];
  let start = indent;
  let end = -1;
  if (isQuote(first)) {
    for (let at = indent + 1; at < line.length && !found(end); at++) {
      if (line[at] === first && found(placeAt(equals, at + 1))) end = at + 1;
    }
  } else if (first !== "=") {
    end = placeAt(nextEnd, indent + 1);
  }
  // What is no key by itself is one together with a blank before it: ConfigObj takes ` = x` for the key " ".
  if (!found(end) && indent > 0) {
    start = indent - 1;
    end = placeAt(nextEnd, indent);
  }
  if (!found(end)) return undefined;
  return {
    key: unquote(line.slice(start, end)),
    value: line.slice(skipSpace(line, placeAt(equals, end) + 1)),
  };
}
