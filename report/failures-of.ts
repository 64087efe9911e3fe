/** @module What a seat failed of, from the words of its provider: the cause, the picture that was taken, the way out. */

import { type Explained, explainedIn } from "../room/fault/failure-text";
import type { Failure } from "./recorded-run";

const picture = /; its console is in (logs\/[\w.-]+\.(?:png|ppm|img))(?![\w/])/;

/** What helps when nothing else is said: every step is safe to repeat. */
const runAgain = "Run it again: it goes on from where this seat stands";

export function failuresOf(text: string): Failure[] {
  return explainedIn(text).map(failureOf);
}

function failureOf({ happened, remedy }: Explained): Failure {
  const evidence = picture.exec(happened)?.[1];
  const cause = happened.replace(picture, "").replace(/\.+$/, "");
  return { cause, wayOut: remedy || runAgain, ...(evidence === undefined ? {} : { evidence }) };
}
