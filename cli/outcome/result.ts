/** @module How a command ended for each seat: a table or JSON, and the exit code that follows. */

import Table from "cli-table3";
import { breakable } from "../../room/text/breakable";
import { shellWord } from "../../room/text/shell-word";
import { ink, print, tell, width } from "../terminal";
import { exitCodes } from "../user-error";

export interface SeatResult {
  readonly seat: string;
  /** Whether it is as it was asked for. */
  readonly ok: boolean;
  /** In a word or two: `made`, `unchanged`, `failed`. */
  readonly outcome: string;
  /** The cause and the way out, or what else there is to know. */
  readonly detail?: string;
}

export interface Result {
  readonly room: string;
  readonly command: string;
  readonly seats: readonly SeatResult[];
}

/** Prints it. @returns the exit code: 0 only when all seats are as they were asked for */
export function tellResult(result: Result, json: boolean): number {
  print(json ? JSON.stringify(result, null, 2) : resultText(result));
  if (result.seats.every(seat => seat.ok)) return exitCodes.done;
  if (!result.seats.some(({ outcome }) => outcome === "interrupted")) return exitCodes.failed;
  tell(goOnText(process.argv.slice(2)));
  return exitCodes.interrupted;
}

/** @param words the command as it was typed, for it goes on with the same file and the same seats */
export function goOnText(words: readonly string[]): string {
  return `Interrupted. Go on with: virtroom ${words.map(shellWord).join(" ")}`;
}

/** A plan tells what would be. */
function resultText({ room, command, seats }: Result): string {
  const would = command === "plan";
  const sums = new Map<string, number>();
  for (const { outcome } of seats) sums.set(outcome, (sums.get(outcome) ?? 0) + 1);
  const sum = [...sums]
    .map(([outcome, count]) => `${count} ${would ? "would be " : ""}${outcome}`)
    .join(", ");
  return `${resultTable(seats, would ? ["Would be", "What is new"] : ["Outcome", "Cause and way out"])}\nRoom ${ink.bold(room)}: ${sum || "no seats"}`;
}

function resultTable(
  seats: readonly SeatResult[],
  [outcomes, causes]: readonly [outcomes: string, causes: string],
): string {
  const longest = (texts: readonly string[]) => Math.max(4, ...texts.map(text => text.length)) + 2;
  const first = longest(seats.map(({ seat }) => seat));
  const second = longest(seats.map(({ outcome }) => outcome));
  const details = seats.some(({ detail }) => detail !== undefined);
  const third = Math.max(40, width() - first - second - 6);
  const table = new Table({
    head: ["Seat", outcomes, ...(details ? [causes] : [])],
    colWidths: [first, Math.max(second, outcomes.length + 2), ...(details ? [third] : [])],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const { seat, ok, outcome, detail } of seats) {
    const cells = [ink.bold(seat), ok ? ink.green(outcome) : ink.red(outcome)];
    table.push(details ? [...cells, breakable(detail ?? "", third - 2)] : cells);
  }
  return table.toString();
}
