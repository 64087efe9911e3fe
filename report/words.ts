/** @module The words and times of a report, the same on the page, in its title and for screen readers. */

import { formatDuration } from "../room/text/duration";
import type { Phase, PhaseKind, RecordedRun, RecordedSeat, RunKind, SeatState } from "./recorded-run";

export const runNames: Readonly<Record<RunKind, string>> = {
  rollout: "Rollout",
  reset: "Reset",
  delete: "Deletion",
};

export const phaseNames: Readonly<Record<PhaseKind, string>> = {
  clone: "Clone",
  nic: "Network",
  floppy: "Floppy",
  setup: "Windows setup",
  permission: "Permission",
  snapshot: "Snapshot",
  reset: "Reset",
  start: "Start",
  change: "Change",
  delete: "Deletion",
};

/** Shape beside colour: for paper, and for eyes that see no red and green. */
export const stateSigns: Readonly<Record<SeatState, string>> = {
  waiting: "○",
  working: "●",
  done: "✓",
  failed: "✗",
  stopped: "–",
};

/** Milliseconds as people read them, tenths of a second where they tell seats apart. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000 && milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return formatDuration(milliseconds);
}

export function titleOf({ kind, room }: RecordedRun): string {
  return `${runNames[kind]} of room ${room}`;
}

/** How it stands, in one sentence. */
export function summaryOf(run: RecordedRun): string {
  const count = (state: SeatState) => run.seats.filter(seat => seat.state === state).length;
  const all = `${run.seats.length} ${run.seats.length === 1 ? "seat" : "seats"}`;
  const parts = [
    [count("failed"), "failed"],
    [count("working"), "being worked on"],
    [count("waiting"), "waiting"],
    [count("stopped"), "not finished"],
  ].flatMap(([number, word]) => (number ? [`${number} ${word}`] : []));
  const done = count("done");
  const whole = run.seats.length === 1 ? "The seat is finished" : `All ${all} are finished`;
  const finished = done === run.seats.length ? whole : `${done} of ${all} finished`;
  const none = run.errors.length > 0 ? "It failed before its seats were known" : "No seats";
  const text = [run.seats.length === 0 ? none : finished, ...parts].join(", ");
  return run.interrupted ? `Interrupted. ${text}.` : `${text}.`;
}

/** The day and time of a moment of the run, where it ran. */
export function timeOf({ began, timeZone }: RecordedRun, milliseconds: number): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ day: "numeric", month: "long", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short", timeZone },
  });
  return format.format(Date.parse(began) + milliseconds);
}

/** When it was last heard of, in milliseconds since the run began. */
export function endOf(run: RecordedRun): number {
  if (run.took !== undefined) return run.took;
  const moments = run.seats.flatMap(seat =>
    seat.phases.flatMap(({ from, to, steps }) => [to ?? from, ...steps.map(({ at }) => at)]),
  );
  return Math.max(0, ...moments);
}

/** @param now the end of a phase that has none, in milliseconds since the run began */
export function phaseEnd({ to, from }: Phase, now: number): number {
  return Math.max(from, to ?? now);
}

/** From the first thing done to a seat to the last, in milliseconds; undefined when nothing was. */
export function seatDuration({ phases }: RecordedSeat, now: number): number | undefined {
  if (phases.length === 0) return undefined;
  const begin = Math.min(...phases.map(({ from }) => from));
  return Math.max(...phases.map(phase => phaseEnd(phase, now))) - begin;
}
