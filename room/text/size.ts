/** @module Sizes of memory as people write them: `4 GiB`, `4096 MiB`, or plain bytes. */

import { ValueError } from "./value-error";

const mebibyte = 1024 ** 2;
const units: Readonly<Record<string, number>> = { MiB: mebibyte, GiB: 1024 ** 3, TiB: 1024 ** 4 };
const remedy = 'Write a whole number with MiB, GiB or TiB, like "4 GiB"';

/**
 * @returns bytes, a multiple of one MiB (the engine cuts memory to MiB, docs/facts/ovirt.md)
 * @throws ValueError when it is no size, or no whole number of MiB
 */
export function parseSize(value: string | number): number {
  const bytes = typeof value === "number" ? value : bytesOf(value.trim());
  if (!Number.isSafeInteger(bytes) || bytes < mebibyte || bytes % mebibyte !== 0) {
    throw new ValueError(`${JSON.stringify(value)} is not a size in whole MiB`, remedy);
  }
  return bytes;
}

function bytesOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^(\d+(?:\.\d+)?)\s*(MiB|GiB|TiB)$/.exec(text);
  if (!match?.[1] || !match[2]) throw new ValueError(`${JSON.stringify(text)} is not a size`, remedy);
  return Number(match[1]) * (units[match[2]] ?? Number.NaN);
}

/** Bytes as people read them: the largest unit that leaves a whole number. */
export function formatSize(bytes: number): string {
  for (const unit of ["TiB", "GiB", "MiB"] as const) {
    const size = units[unit] ?? 1;
    if (bytes >= size && bytes % size === 0) return `${bytes / size} ${unit}`;
  }
  return `${bytes} bytes`;
}
