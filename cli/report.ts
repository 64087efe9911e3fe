/** @module How a command ended for each seat: a table or JSON, and the exit code that follows. */

import Table from "cli-table3";
import { ink, print, width } from "./terminal";
import { exitCodes } from "./user-error";

export interface SeatReport {
  readonly seat: string;
  /** Whether it is as it was asked for. */
  readonly ok: boolean;
  /** In a word or two: `made`, `unchanged`, `failed`. */
  readonly outcome: string;
  /** The cause and the way out, or what else there is to know. */
  readonly detail?: string;
}

export interface Report {
  readonly room: string;
  readonly command: string;
  readonly seats: readonly SeatReport[];
}

/** Prints it. @returns the exit code: 0 only when all seats are as they were asked for */
export function report(result: Report, json: boolean): number {
  print(json ? JSON.stringify(result, null, 2) : reportText(result));
  return result.seats.every(seat => seat.ok) ? exitCodes.done : exitCodes.failed;
}

function reportText({ room, seats }: Report): string {
  const sums = new Map<string, number>();
  for (const { outcome } of seats) sums.set(outcome, (sums.get(outcome) ?? 0) + 1);
  const sum = [...sums].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `${reportTable(seats)}\nRoom ${ink.bold(room)}: ${sum || "no seats"}`;
}

function reportTable(seats: readonly SeatReport[]): string {
  const longest = (texts: readonly string[]) => Math.max(4, ...texts.map(text => text.length)) + 2;
  const first = longest(seats.map(({ seat }) => seat));
  const second = longest(seats.map(({ outcome }) => outcome));
  const details = seats.some(({ detail }) => detail !== undefined);
  const table = new Table({
    head: ["Seat", "Outcome", ...(details ? ["Cause and way out"] : [])],
    colWidths: [first, Math.max(second, 9), ...(details ? [Math.max(40, width() - first - second - 6)] : [])],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const { seat, ok, outcome, detail } of seats) {
    const cells = [ink.bold(seat), ok ? ink.green(outcome) : ink.red(outcome)];
    table.push(details ? [...cells, detail ?? ""] : cells);
  }
  return table.toString();
}
