/** @module A failure as its provider tells it, taken apart: the cause, the picture that was taken, the way out. */

import type { Failure } from "./recorded-run";

/** How the sentences begin that tell what to do. */
const advice =
  /\.+ (?=(?:Add|Ask|Check|Choose|Correct|Delete|Fix|Give|Install|It passes|Leave|Likely|Look|Make|Nothing to do|Name|Put|Raise|Rename|Remove|Run|Set|Shorten|Shut|Start|Take|The next run|Unlock|Use|Wait|Write)\b)/;
const picture = /; its console is in (logs\/[\w.-]+\.(?:png|ppm|img))(?![\w/])/;

/** What helps when nothing else is said: every step is safe to repeat. */
const runAgain = "Run it again: it goes on from where this seat stands";

export function failureOf(text: string): Failure {
  const evidence = picture.exec(text)?.[1];
  const told = text.replace(picture, "").trim();
  const [cause = told, ...rest] = told.replace(/\.+$/, "").split(advice);
  const wayOut = rest.join(". ") || runAgain;
  return { cause, wayOut, ...(evidence === undefined ? {} : { evidence }) };
}
