/** @module The value of a key on one line, as ConfigObj reads it: a text or a list of texts, and a comment after it. */

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

export type Value = string | readonly string[];

/**
 * Reads what stands behind the `=`.
 *
 * A comma outside of quotes makes a list (`a,` of one item, `,` of none). Quotes count where a value or an item begins;
 * elsewhere they are text. A comment starts at any `#` outside of quotes. Nothing at all is an empty text.
 *
 * @returns undefined when quotes are not closed, or an item is empty
 * @see https://configobj.readthedocs.io/en/latest/configobj.html#the-config-file-format
 */
export function parseValue(text: string): Value | undefined {
  const ends = new ValueEnds(text);
  let at = 0;
  for (let comma = ends.comma(at); found(comma); comma = ends.comma(at)) at = ends.itemStart(comma + 1);
  const last = ends.last(at);
  if (last === undefined) return ends.isEmptyList() ? [] : undefined;
  if (at === 0) return unquote(last);
  const items = listItems(text.slice(0, at));
  return items && last !== "" ? [...items, unquote(last)] : items;
}

/** Where items and the last value can end, so that the whole of the text makes sense. */
class ValueEnds {
  /** Where the last value could end: only a comment behind. */
  private readonly rest: Places;
  /** The end of a last value without quotes: no comma before. */
  private readonly bareEnd: Places;
  /** The quote that closes a last value, by kind. */
  private readonly closing: Readonly<Record<'"' | "'", Places>>;
  /** The comma that ends the item that begins here; -1 when none can begin here. */
  private readonly commas: Places;
  /** The furthest place at which, white space skipped, an item or the last value can begin. */
  private readonly starts: Places;

  constructor(private readonly text: string) {
    this.rest = restIsComment(text);
    this.bareEnd = fromTheRight(text, (at, next) => {
      if (found(placeAt(this.rest, at))) return at;
      return text[at] === "," ? -1 : placeAt(next, at + 1);
    });
    this.closing = {
      '"': nextWhere(text, at => text[at] === '"' && found(placeAt(this.rest, at + 1))),
      "'": nextWhere(text, at => text[at] === "'" && found(placeAt(this.rest, at + 1))),
    };
    this.commas = new Int32Array(text.length + 2).fill(-1);
    this.starts = new Int32Array(text.length + 2).fill(-1);
    this.findCommas();
  }

  comma(at: number): number {
    return placeAt(this.commas, at);
  }

  itemStart(at: number): number {
    return placeAt(this.starts, at);
  }

  /** The last value as written; empty for none, undefined when there cannot be one. */
  last(at: number): string | undefined {
    const character = this.text[at];
    if (isQuote(character)) {
      const quote = placeAt(this.closing[character], at + 1);
      return found(quote) ? this.text.slice(at, quote + 1) : undefined;
    }
    if (found(placeAt(this.rest, at))) return "";
    const end = character === "," || isSpace(character) ? -1 : placeAt(this.bareEnd, at + 1);
    return found(end) ? this.text.slice(at, end) : undefined;
  }

  /** Whether there is a comma and nothing else. */
  isEmptyList(): boolean {
    return this.text[0] === "," && found(placeAt(this.rest, 1));
  }

  /** Whether an item can end with the comma: what follows must make sense too. */
  private leads(comma: number): boolean {
    return found(comma) && found(placeAt(this.starts, comma + 1));
  }

  private findCommas(): void {
    const { text } = this;
    const afterSpace = nextAfterSpace(text, ",");
    /** The next comma with no comment before it. */
    let bareComma = -1;
    /** The comma behind the next quote that closes an item, by kind. */
    const quoted = { '"': -1, "'": -1 };
    for (let at = text.length; at >= 0; at--) {
      const character = text[at];
      const isBare = at < text.length && character !== "," && character !== "#" && !isQuote(character);
      const comma = isQuote(character) ? quoted[character] : isBare && this.leads(bareComma) ? bareComma : -1;
      this.commas[at] = comma;
      const canStart = found(comma) || this.last(at) !== undefined;
      const later = isSpace(character) ? placeAt(this.starts, at + 1) : -1;
      this.starts[at] = found(later) ? later : canStart ? at : -1;
      if (character === ",") bareComma = at;
      if (character === "#") bareComma = -1;
      const behind = placeAt(afterSpace, at + 1);
      if (isQuote(character) && this.leads(behind)) quoted[character] = behind;
    }
  }
}

/**
 * The items of a list, each with a comma behind it.
 *
 * @returns undefined when one is empty
 */
function listItems(text: string): string[] | undefined {
  const comma = nextAfterSpace(text, ",");
  const ends = nextWhere(text, at => found(placeAt(comma, at)));
  const closing = {
    '"': nextWhere(text, at => text[at] === '"' && found(placeAt(comma, at + 1))),
    "'": nextWhere(text, at => text[at] === "'" && found(placeAt(comma, at + 1))),
  };
  const items: string[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    const quote = isQuote(character) ? placeAt(closing[character], at + 1) : -1;
    const isMark = character === "," || character === "#" || isQuote(character);
    const end = found(quote) ? quote + 1 : placeAt(ends, isMark ? at : at + 1);
    if (end === at) return undefined;
    items.push(unquote(text.slice(at, end)));
    at = skipSpace(text, placeAt(comma, end) + 1);
  }
  return items;
}
