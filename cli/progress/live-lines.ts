/** @module The lines of all seats as they stand on a terminal just now. */

import { formatDuration } from "../../room/text/duration";
import { printable } from "../../room/text/printable";
import type { SeatLine, SeatProgress } from "./board";

export interface Screen {
  /** Lines and characters that there is place for. */
  readonly rows: number;
  readonly columns: number;
}

export interface Paint {
  readonly state: (state: SeatProgress, text: string) => string;
  readonly faint: (text: string) => string;
}

const signs: Readonly<Record<SeatProgress, string>> = { waiting: "·", working: "●", done: "✓", failed: "✗" };
/** What stays visible when there is not place for all: the more there is to see, the sooner. */
const order: readonly SeatProgress[] = ["failed", "working", "waiting", "done"];

/** A line a seat in the order given, and the sum of those for which there is no place. */
export function liveLines(seats: readonly SeatLine[], screen: Screen, now: number, paint: Paint): string[] {
  const shown = choose(seats, screen.rows);
  const hidden = seats.filter(line => !shown.includes(line));
  const longest = Math.max(0, ...shown.map(({ seat }) => seat.length));
  const lines = shown.map(line => lineOf(line, longest, screen.columns, now, paint));
  return hidden.length > 0 ? [...lines, paint.faint(sumOf(hidden))] : lines;
}

function choose(seats: readonly SeatLine[], rows: number): readonly SeatLine[] {
  if (seats.length <= rows) return seats;
  const chosen = order.flatMap(state => seats.filter(line => line.state === state)).slice(0, rows - 1);
  return seats.filter(line => chosen.includes(line));
}

function lineOf(
  { seat, state, text, since }: SeatLine,
  longest: number,
  columns: number,
  now: number,
  paint: Paint,
): string {
  const time = state === "working" && now - since >= 1000 ? formatDuration(now - since) : "";
  const place = columns - longest - time.length - 6;
  const told = printable(text);
  const cut = told.length > place ? `${told.slice(0, Math.max(0, place - 1))}…` : told;
  return `${paint.state(state, signs[state])} ${seat.padEnd(longest)}  ${cut} ${paint.faint(time)}`.trimEnd();
}

function sumOf(hidden: readonly SeatLine[]): string {
  const sums = order.flatMap(state => {
    const count = hidden.filter(line => line.state === state).length;
    return count > 0 ? [`${count} ${state}`] : [];
  });
  return `  and ${sums.join(", ")}`;
}
