/** @module Which known name was probably meant by one that is not known. */

import { distance } from "fastest-levenshtein";

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** A slip of the finger changes so many letters, in a name that is long enough for it to be one. */
const slip = 2;
const longEnough = 5;

/** The same but for case and separators; or but for a letter or two; or one of the two begins the other. */
export function probablyMeant(written: string, known: readonly string[]): string | undefined {
  const name = plain(written);
  if (name === "") return undefined;
  const begins = (one: string) => name.startsWith(one) && one.length > 2;
  return mistyped(written, known) ?? known.find(one => plain(one).startsWith(name) || begins(plain(one)));
}

/** The same but for case and separators, or but for a letter or two. `localUserPassword` is no slip of `localUser`. */
export function mistyped(written: string, known: readonly string[]): string | undefined {
  const name = plain(written);
  if (name === "") return undefined;
  return known.find(one => plain(one) === name) ?? nearest(name, known);
}

function nearest(name: string, known: readonly string[]): string | undefined {
  // What is longer is no slip, and comparing it would take its time.
  if (name.length < longEnough || name.length > 60) return undefined;
  const near = known.map(one => ({ one, off: distance(name, plain(one)) })).filter(({ off }) => off <= slip);
  return near.sort((a, b) => a.off - b.off)[0]?.one;
}
