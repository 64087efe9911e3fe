/**
 * @module Seats that a rollout takes back to their snapshots, since the settings have a word that they did not go through. Pulumi
 * knows only that their Reset is made or changed; which word a VM went through, its marker says.
 */

import { wordMark } from "../../room/marker";
import type { SeatResult } from "../outcome/result";
import { hasEnded, type SeatRecord } from "../outcome/run-record";
import type { FinishedMarkers } from "./adoption";

export interface Plan {
  readonly seats: readonly SeatResult[];
  /** Names of the seats that are reset; those that are made anew are none of them. */
  readonly resets: readonly string[];
}

/** @param word that the settings ask for a reset with */
export async function withResets(
  seats: readonly SeatResult[],
  records: ReadonlyMap<string, SeatRecord>,
  word: string | undefined,
  finished: FinishedMarkers,
): Promise<Plan> {
  const touched = seats.filter(
    ({ seat, outcome }) => (outcome === "made" || outcome === "changed") && isTouched(records.get(seat)),
  );
  if (word === undefined || touched.length === 0) return { seats, resets: [] };
  const markers = await finished();
  const resets = touched
    .map(({ seat }) => seat)
    .filter(seat => markers.has(seat) && markers.get(seat)?.word !== wordMark(word));
  return { seats: seats.map(result => (resets.includes(result.seat) ? telling(result) : result)), resets };
}

function isTouched(record: SeatRecord | undefined): boolean {
  const operation = record?.finished.get("Reset");
  return operation !== undefined && operation !== "same" && !hasEnded(operation);
}

function telling(result: SeatResult): SeatResult {
  return { ...result, detail: result.detail === undefined ? "a reset" : `${result.detail}, a reset` };
}
