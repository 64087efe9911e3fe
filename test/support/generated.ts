/** @module How generated input is tried: how often, and what messages have to be. */

import assert from "node:assert/strict";
import fc from "fast-check";

/** So many times as often as usual: `VIRTROOM_RUNS=100` before a release. */
const times = Number(process.env.VIRTROOM_RUNS ?? 1);

export function runs(usual: number): { numRuns: number } {
  return { numRuns: Math.ceil(usual * times) };
}

/** A message is for people: short, without a stack trace, and nothing in it that a terminal would act on. */
export function assertForPeople(message: string): void {
  assert.doesNotMatch(message, /\n\s+at |\[object Object|\[native code\]/, message.slice(0, 500));
  assert.doesNotMatch(message.replaceAll("\n", " "), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  assert.ok(message.length < 200_000, `a message of ${message.length} characters`);
}

/** A text with a few pieces taken out, doubled, moved or put in. */
export function mutated(text: string, pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 20 }));
  const change = fc.tuple(
    fc.nat(text.length),
    fc.nat(40),
    piece,
    fc.constantFrom("cut", "put", "double", "end"),
  );
  return fc.array(change, { minLength: 1, maxLength: 5 }).map(changes =>
    changes.reduce((now, [at, length, what, kind]) => {
      if (kind === "cut") return now.slice(0, at) + now.slice(at + length);
      if (kind === "double") return now.slice(0, at + length) + now.slice(at);
      if (kind === "end") return now.slice(0, Math.max(at, now.length - length));
      return now.slice(0, at) + what + now.slice(at);
    }, text),
  );
}
