/** @module One figure of the bench: a tool did something with so many seats, and that is what it took. */

import type { Cost } from "./measure/process-tree";
import type { Run } from "./measure/tool";

export interface Measurement {
  /** Who did it. */
  readonly tool: string;
  /** What was done. */
  readonly operation: string;
  readonly seats: number;
  /** Of one seat. */
  readonly chainSeconds: number;
  /** From the start of the tool's command to its end. */
  readonly seconds: number;
  /** Requests to the engine, by kind. */
  readonly requests: Readonly<Record<string, number>>;
  readonly cpuSeconds: number;
  /** The tool's processes. */
  readonly processes: Readonly<Record<string, Cost>>;
  /** The simulated engine's own. */
  readonly engineCpuSeconds: number;
  /** Of Pulumi's state, at the end. */
  readonly stateBytes?: number;
  /** Fixed pauses that the tool would have made, and that were left out. */
  readonly pauseSeconds?: number;
}

export function measurementOf(
  what: Pick<Measurement, "tool" | "operation" | "seats" | "chainSeconds" | "stateBytes" | "pauseSeconds">,
  run: Run,
): Measurement {
  const { seconds, requests, cpuSeconds, byRole, engineCpuSeconds } = run;
  return { ...what, seconds, requests, cpuSeconds, processes: byRole, engineCpuSeconds };
}

/** How many times the chain of one seat it took; 1 is the least. */
export function ratioOf({ seconds, chainSeconds }: Measurement): number {
  return seconds / chainSeconds;
}

export function requestsOf({ requests }: Measurement): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/**
 * Requests that come again and again while something is waited for, whatever the number of seats: for the new events, of which
 * each tick sends one, and for the list of the room.
 */
const ofTicks = { events: "GET /events?from", list: "GET /vms?max&search" };

export interface Requests {
  /** Of a seat, those of ticks apart. */
  readonly perSeat: number;
  /** Of ticks, in all. */
  readonly ofTicks: number;
  /** Times that the room was looked after while something was waited for. */
  readonly ticks: number;
}

/** Of a room by virtroom: what each seat costs, and what the room costs as a whole. */
export function requestsByCause(measurement: Measurement): Requests {
  const { requests, seats } = measurement;
  const ticks = requests[ofTicks.events] ?? 0;
  const all = ticks + (requests[ofTicks.list] ?? 0);
  return { perSeat: (requestsOf(measurement) - all) / seats, ofTicks: all, ticks };
}

/** The one in the middle of several runs of the same, by their time. */
export function median(runs: readonly Measurement[]): Measurement | undefined {
  return [...runs].sort((a, b) => a.seconds - b.seconds)[Math.floor((runs.length - 1) / 2)];
}
