/** @module Parts of a translated expression: what they match at least and at most, and how parts make a larger one. */

/** A part of an expression that was translated. */
export interface Part {
  readonly source: string;
  /** The shortest and the longest text that it can match, in characters. */
  readonly least: number;
  readonly most: number;
  /** Its size with all repetitions written out. */
  readonly size: number;
}

/** Whether a part may be repeated, and what it is when it may not: a place such as `^`, a look-around, or repeated already. */
type Repeatable = "yes" | "place" | "look-around" | "already";

export interface Item {
  readonly part: Part;
  readonly repeatable: Repeatable;
}

/** How often a part is repeated. */
export interface Times {
  readonly least: number;
  readonly most: number;
  /** As it was written, like `*` or `{2,3}`. */
  readonly written: string;
}

/** The largest size that an expression may have, in characters: JavaScript gives up on large ones. */
export const largest = 2000;

export const nothing: Part = { source: "", least: 0, most: 0, size: 0 };

/** One character, of those that the source says. */
export const character = (source: string): Item => ({
  part: { source, least: 1, most: 1, size: 1 },
  repeatable: "yes",
});

/** A place between characters. */
export const place = (source: string): Item => ({
  part: { ...nothing, source, size: 1 },
  repeatable: "place",
});

/** One part behind the other. */
export function joined(left: Part, right: Part): Part {
  return {
    source: left.source + right.source,
    least: left.least + right.least,
    most: left.most + right.most,
    size: left.size + right.size,
  };
}

/** One part or the other. */
export function either(left: Part, right: Part): Part {
  return {
    source: `${left.source}|${right.source}`,
    least: Math.min(left.least, right.least),
    most: Math.max(left.most, right.most),
    size: left.size + right.size,
  };
}

/** A part several times. @param isLazy whether it is to match as little as it can */
export function repeated(part: Part, { least, most, written }: Times, isLazy: boolean): Part {
  const isCounted = Number.isFinite(most);
  const times = written.startsWith("{") ? `{${least},${isCounted ? most : ""}}` : written;
  return {
    source: `${part.source}${times}${isLazy ? "?" : ""}`,
    least: part.least * least,
    // No character any number of times is still none.
    most: part.most === 0 ? 0 : part.most * most,
    size: part.size * Math.max(1, least, isCounted ? most : 0),
  };
}

/** How often a quantifier says: `*`, `+`, `?`, `{m}`, `{m,}`, `{,n}`, `{m,n}`. */
export function timesOf([written, first = "", comma, second = ""]: RegExpExecArray): Times {
  if (written === "*") return { written, least: 0, most: Number.POSITIVE_INFINITY };
  if (written === "+") return { written, least: 1, most: Number.POSITIVE_INFINITY };
  if (written === "?") return { written, least: 0, most: 1 };
  const least = Number(first);
  if (comma === undefined) return { written, least, most: least };
  return { written, least, most: second === "" ? Number.POSITIVE_INFINITY : Number(second) };
}
