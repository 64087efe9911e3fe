/** @module The goals, and whether the figures reach them. A goal whose figures were not measured says nothing. */

import { type Measurement, ratioOf, requestsByCause, requestsOf } from "../measurement";
import { lastState } from "../virtroom/room-life";
import { type Figure, figuresWhere, type Results } from "./results";

export interface Verdict {
  readonly goal: string;
  readonly limit: number;
  readonly measured: number;
  readonly reached: boolean;
}

const kilobyte = 1024;
const megabyte = 1e6;
/** Requests that a tick may cost the whole room, beside what each seat may cost. */
const requestsPerTick = 2;

export function verdicts(results: Results): Verdict[] {
  const ours = (operation: string) =>
    figuresWhere(results, lastState.name, operation).map(figure => figure.middle);
  const rollouts = ours("rollout");
  const of = (seats: number) => rollouts.find(rollout => rollout.seats === seats);
  const largest = rollouts.at(-1);
  const empty = figuresWhere(results, "an empty program", "no-op up")[0];
  const noop = ours("no-op up").find(({ seats }) => seats === 100) ?? ours("no-op up").at(-1);
  return [
    ...limit("makespan over the chain, 30 seats", 1.15, of(30) && ratioOf(of(30) as Measurement)),
    ...limit("makespan over the chain, 100 seats", 1.3, of(100) && ratioOf(of(100) as Measurement)),
    ...limit(
      `requests a seat beyond two a tick, ${largest?.seats ?? 0} seats`,
      14,
      largest && beyondTicks(largest),
    ),
    ...limit(
      `KB of state a seat, ${largest?.seats ?? 0} seats`,
      8,
      largest?.stateBytes && largest.stateBytes / largest.seats / kilobyte,
    ),
    ...limit(
      `no-op up of ${noop?.seats ?? 0} seats over that of an empty program`,
      2,
      noop && empty && noop.seconds / empty.middle.seconds,
    ),
    ...limit(
      `MB of the providers' process, ${largest?.seats ?? 0} seats`,
      150,
      largest && (largest.processes.providers?.memory ?? 0) / megabyte,
    ),
    ...flatness(rollouts),
  ];
}

function limit(goal: string, most: number, measured: number | undefined): Verdict[] {
  return measured === undefined ? [] : [{ goal, limit: most, measured, reached: measured <= most }];
}

function beyondTicks(rollout: Measurement): number {
  return (requestsOf(rollout) - requestsPerTick * requestsByCause(rollout).ticks) / rollout.seats;
}

/** CPU time of all our processes for one seat more: it must not grow with the room. */
function flatness(rollouts: readonly Measurement[]): Verdict[] {
  const [small, middle, large] = [10, 30, 300].map(seats =>
    rollouts.find(rollout => rollout.seats === seats),
  );
  if (!small || !middle || !large) return [];
  const perSeat = (from: Measurement, to: Measurement) =>
    (to.cpuSeconds - from.cpuSeconds) / (to.seats - from.seats);
  const growth = perSeat(middle, large) / perSeat(small, middle);
  return limit("CPU time of a further seat, from 30 to 300 over from 10 to 30", 1.2, growth);
}

/** How widely several runs of the same lie apart, as times: `1.08 to 1.12`. */
export function rangeOf({ runs }: Figure): string {
  const ratios = runs.map(ratioOf).sort((a, b) => a - b);
  const [least = 0, most = 0] = [ratios[0], ratios.at(-1)];
  return runs.length > 1 ? `${least.toFixed(2)} to ${most.toFixed(2)}` : "";
}
