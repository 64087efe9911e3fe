/** @module The figures of a run: how long it took against its slowest seat, and where the time went. */

import { type PhaseKind, phaseKinds, type RecordedRun } from "./recorded-run";
import { phaseEnd, seatDuration } from "./words";

export interface SeatTime {
  readonly seat: string;
  readonly milliseconds: number;
}

export interface PhaseFigures {
  readonly kind: PhaseKind;
  /** Seats that went through it. */
  readonly count: number;
  readonly median: number;
  readonly slowest: SeatTime;
}

export interface Figures {
  /** From the run's begin to its end, in milliseconds. */
  readonly took: number;
  readonly slowest?: SeatTime;
  /** Of the seats that anything was done to, in milliseconds. */
  readonly median?: number;
  readonly phases: readonly PhaseFigures[];
  readonly requests?: number;
}

/** @param now in milliseconds since the run began: the end of what has none */
export function figuresOf(run: RecordedRun, now: number): Figures {
  const times = run.seats.flatMap(seat => {
    const milliseconds = seatDuration(seat, now);
    return milliseconds === undefined ? [] : [{ seat: seat.name, milliseconds }];
  });
  const slowest = slowestOf(times);
  return {
    took: now,
    ...(slowest ? { slowest, median: medianOf(times) } : {}),
    phases: phaseKinds.flatMap(kind => phaseFigures(run, kind, now)),
    ...(run.requests === undefined ? {} : { requests: run.requests }),
  };
}

function phaseFigures(run: RecordedRun, kind: PhaseKind, now: number): PhaseFigures[] {
  const times = run.seats.flatMap(seat =>
    seat.phases
      .filter(phase => phase.kind === kind)
      .map(phase => ({ seat: seat.name, milliseconds: phaseEnd(phase, now) - phase.from })),
  );
  const slowest = slowestOf(times);
  const count = new Set(times.map(({ seat }) => seat)).size;
  return slowest ? [{ kind, count, median: medianOf(times), slowest }] : [];
}

function slowestOf(times: readonly SeatTime[]): SeatTime | undefined {
  return [...times].sort((a, b) => b.milliseconds - a.milliseconds)[0];
}

function medianOf(times: readonly SeatTime[]): number {
  const sorted = times.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}
