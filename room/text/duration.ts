/** @module Durations as people write them: `20 minutes`, `90 seconds`, `1 hour`, `500 ms`. */

import { ValueError } from "./value-error";

const millisecondsPer: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  second: 1000,
  seconds: 1000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
};

/** Two days: a limit above it is a slip, and Node's timers end at 24.8 days. */
const longest = 48 * 3_600_000;

export const durationRemedy =
  'Write a number with its unit, like "20 minutes", "90 seconds" or "2 hours", up to 48 hours';

/**
 * @returns milliseconds
 * @throws ValueError when it is no duration, is zero, or is longer than two days
 */
export function parseDuration(value: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(value.trim());
  const factor = match?.[2] === undefined ? undefined : millisecondsPer[match[2]];
  const milliseconds = Number(match?.[1]) * (factor ?? Number.NaN);
  if (!(milliseconds >= 1 && milliseconds <= longest)) {
    throw new ValueError(`${JSON.stringify(value)} is not a duration`, durationRemedy);
  }
  return Math.round(milliseconds);
}

/** Milliseconds as people read them: `850 ms`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
}
