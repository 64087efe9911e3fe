/** @module What a seat is made from, as one short text: when it changes, the seat has to be made anew. */

import { createHash } from "node:crypto";

/** What cannot be changed on a VM once Windows has set itself up in it. */
export interface Make {
  readonly cluster: string;
  readonly templateName: string;
  readonly templateVersion?: number;
  /** Digest of the answer file as it would be written, without secrets and without what changes at each run. */
  readonly answerFile: string;
}

export function makeOf(make: Make): string {
  return digest(
    [make.cluster, make.templateName, String(make.templateVersion ?? ""), make.answerFile].join("\n"),
    10,
  );
}

/** The first characters of a text's SHA-256, in hexadecimal digits. */
export function digest(text: string, characters: number): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, characters);
}
