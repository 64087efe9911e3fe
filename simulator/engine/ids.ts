/**
 * @module Ids: random, or the same in every run when there is a seed.
 */

import { createHash, randomUUID } from "node:crypto";

export const zeroId = "00000000-0000-0000-0000-000000000000";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

export class Ids {
  #count = 0;

  constructor(readonly seed?: string) {}

  next(): string {
    return this.seed === undefined ? randomUUID() : idFrom(`${this.seed} ${this.#count++}`);
  }
}

/** The same id for the same text. */
export function idFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
