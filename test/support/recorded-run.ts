/** @module A rollout of seven seats as it would be recorded: one of them has failed, one was not reached. */

import type { Phase, PhaseKind, RecordedRun, RecordedSeat, Step } from "../../report/recorded-run";

const second = 1000;
const minute = 60 * second;

export const consoleFile = "logs/demo-demo-vd04-2026-11-24T09-41-12-000Z.png";

function phase(
  kind: PhaseKind,
  from: number,
  to: number | undefined,
  ...told: readonly [number, string][]
): Phase {
  const steps: Step[] = told.map(([at, text]) => ({ at, text }));
  return { kind, from, ...(to === undefined ? {} : { to }), steps };
}

/** A seat that went through everything, a little later than the one before it. */
function finished(name: string, group: string, late: number): RecordedSeat {
  const at = (milliseconds: number) => milliseconds + late;
  return {
    name,
    group,
    state: "done",
    word: "made",
    phases: [
      phase("clone", late, at(35 * second), [late, "cloning win10-gold"]),
      phase("nic", at(35 * second), at(37 * second)),
      phase(
        "setup",
        ...([at(37 * second), at(9 * minute)] as const),
        [at(37 * second), "waiting for a place in the wave"],
        [at(2 * minute), "delivering the answer file"],
        [at(2 * minute + 3 * second), "Windows setup running (up, restarted 1 times)"],
      ),
      phase("permission", at(9 * minute), at(9 * minute + 2 * second), [
        at(9 * minute),
        "giving UserRole to user01@lab",
      ]),
      phase("snapshot", at(9 * minute), at(9 * minute + 40 * second), [
        at(9 * minute),
        "taking the snapshot",
      ]),
      phase("start", at(9 * minute + 40 * second), at(10 * minute + 20 * second), [
        at(9 * minute + 40 * second),
        "starting (powering_up)",
      ]),
    ],
    failures: [],
  };
}

const failedSeat: RecordedSeat = {
  name: "demo-vd04",
  group: "students",
  state: "failed",
  word: "failed",
  phases: [
    phase("clone", 4 * second, 41 * second, [4 * second, "cloning win10-gold"]),
    phase("nic", 41 * second, 43 * second),
    {
      ...phase("setup", 43 * second, 8 * minute + 43 * second, [50 * second, "Windows setup running (up)"]),
      failed: true,
    },
  ],
  failures: [
    {
      cause: "waiting for Windows setup of demo-vd04: not done after 8 min, last seen: status up",
      wayOut: "Likely: Setup has found no answer file, or shows an error. Look at the VM's console",
      evidence: consoleFile,
    },
  ],
};

export function rolloutWithOneFailure(changes: Partial<RecordedRun> = {}): RecordedRun {
  return {
    format: 1,
    room: "demo",
    kind: "rollout",
    began: "2026-11-24T09:30:00.000Z",
    timeZone: "Europe/Zurich",
    process: 4711,
    took: 10 * minute + 40 * second,
    interrupted: false,
    requests: 412,
    seats: [
      finished("demo-vd01", "students", 0),
      finished("demo-vd02", "students", 4 * second),
      finished("demo-vd03", "students", 9 * second),
      failedSeat,
      finished("demo-vd05", "students", 14 * second),
      finished("demo-teacher", "teachers", 20 * second),
      {
        name: "demo-spare",
        group: "teachers",
        state: "stopped",
        word: "not reached",
        phases: [],
        failures: [],
      },
    ],
    errors: [],
    warnings: [],
    ...changes,
  };
}

/** The same after a minute and a half: clones are there, most seats wait for their turn. */
export function rolloutUnderWay(): RecordedRun {
  const { took: _, ...whole } = rolloutWithOneFailure();
  const now = 90 * second;
  const seats = whole.seats.map((seat): RecordedSeat => {
    const phases = seat.phases.filter(({ from }) => from <= now).map(each => cutAt(each, now));
    const [state, word] =
      phases.length > 0 ? (["working", "working"] as const) : (["waiting", "waiting"] as const);
    return { ...seat, state, word, phases, failures: [] };
  });
  return { ...whole, seats };
}

function cutAt({ kind, from, to, steps }: Phase, now: number): Phase {
  const ended = to !== undefined && to <= now ? { to } : {};
  return { kind, from, ...ended, steps: steps.filter(({ at }) => at <= now) };
}
