/** @module The record of one run over a room, as plain JSON: what was done to each seat, when, and how it ended. */

import * as z from "zod";

/** Milliseconds since the run began. */
const moment = z.number().min(0);

export const runKinds = ["rollout", "reset", "delete"] as const;
export type RunKind = (typeof runKinds)[number];

export const phaseKinds = [
  "clone",
  "nic",
  "floppy",
  "setup",
  "permission",
  "snapshot",
  "reset",
  "start",
  "change",
  "delete",
] as const;
export type PhaseKind = (typeof phaseKinds)[number];

/** `stopped`: the run ended before it was this seat's turn, or in the middle of it. */
export const seatStates = ["waiting", "working", "done", "failed", "stopped"] as const;
export type SeatState = (typeof seatStates)[number];

/** What was done, or waited for, from this moment on. */
const step = z.object({ at: moment, text: z.string() });
export type Step = z.infer<typeof step>;

const phase = z.object({
  kind: z.enum(phaseKinds),
  from: moment,
  /** None while it goes on, or when the run ended before it. */
  to: moment.optional(),
  failed: z.boolean().optional(),
  steps: z.array(step),
});
export type Phase = z.infer<typeof phase>;

const failure = z.object({
  cause: z.string(),
  wayOut: z.string(),
  /** A picture of the console, relative to the folder of the project. */
  evidence: z.string().optional(),
});
export type Failure = z.infer<typeof failure>;

const seat = z.object({
  name: z.string(),
  group: z.string(),
  state: z.enum(seatStates),
  /** The state in a word or two: `made`, `unchanged`, `failed`. */
  word: z.string(),
  /** Of one that is well: what else there is to know, as why it was left alone. */
  detail: z.string().optional(),
  phases: z.array(phase),
  failures: z.array(failure),
});
export type RecordedSeat = z.infer<typeof seat>;

export const recordedRun = z.object({
  format: z.literal(1),
  room: z.string(),
  kind: z.enum(runKinds),
  /** ISO 8601, UTC. */
  began: z.iso.datetime(),
  /** Time zone of the machine that ran it, by its IANA name. */
  timeZone: z.string(),
  /** Id of the process that ran it there. */
  process: z.number().int(),
  /** How long it took, in milliseconds; none while it runs. */
  took: moment.optional(),
  interrupted: z.boolean(),
  /** Requests sent to the engine, where they were counted. */
  requests: z.number().int().min(0).optional(),
  seats: z.array(seat),
  /** What went wrong with no seat in particular. */
  errors: z.array(z.string()),
  /** What was to be said beside. */
  warnings: z.array(z.string()),
});
export type RecordedRun = z.infer<typeof recordedRun>;
