import assert from "node:assert/strict";
import { KillLab, type Operation } from "./attempts";
import { count } from "./kill-sum";

/** How many rollouts are killed: as many removals are, and a quarter as many resets and rebuilds. */
const kills = Number(process.env.VIRTROOM_KILLS ?? 3);
const seats = 5;

describe("a room of five whose runs are killed", function () {
  this.timeout(180_000);
  let room: KillLab | undefined;
  const took = new Map<Operation, number>();

  before(async () => {
    const measured = await KillLab.open(seats);
    for (const operation of ["rollout", "reset", "rebuild", "destroy"] as const) {
      const began = Date.now();
      const { exitCode, output } = await measured.run(operation);
      assert.equal(exitCode, 0, output);
      took.set(operation, Date.now() - began);
    }
    await measured.close();
  });

  after(async () => {
    await room?.close();
  });

  for (let turn = 0; turn < kills; turn++) {
    killed("rollout", turn);
    if (turn % 4 === 1) killed("reset", turn);
    if (turn % 4 === 3) killed("rebuild", turn);
    killed("destroy", turn);
    if (turn % 4 === 2) abandoned(turn);
  }

  function abandoned(turn: number): void {
    const fraction = fractionOf(turn / 4);
    it(`a rollout killed after ${percent(fraction)} of its time and never finished leaves nothing when the room is removed`, () =>
      counted("rollout", lab => lab.abandon(moment("rollout", fraction))));
  }

  function killed(operation: Operation, turn: number): void {
    const fraction = fractionOf(turn);
    const checkpoints = turn % 2 === 0;
    const target = turn % 5 === 4 ? "pulumi" : "everything";
    // In both ways with checkpoints and without, and every second destroyed by the other tool than it was made by.
    const tool = target === "pulumi" || turn % 4 < 2 === (operation === "destroy") ? "pulumi" : "virtroom";
    const how = `${tool}, ${target === "pulumi" ? "Pulumi alone" : "all of it"}, ${checkpoints ? "with checkpoints" : "the last state only"}`;
    it(`a ${operation} killed after ${percent(fraction)} of its time (${how}) is finished by the next run`, () =>
      counted(operation, lab =>
        lab.survive(operation, { moment: moment(operation, fraction), target, checkpoints, tool }),
      ));
  }

  function moment(operation: Operation, fraction: number): () => Promise<unknown> {
    return () => new Promise(resolve => setTimeout(resolve, fraction * (took.get(operation) ?? 0)));
  }

  /** What one kill has done, counted; a lab in which something was lost is not used again. */
  async function counted(begin: Operation, attempt: (lab: KillLab) => Promise<string[]>): Promise<void> {
    room ??= await ready(begin);
    const faults = await attempt(room);
    count(faults);
    if (faults.length > 0) {
      await room.close();
      room = undefined;
    }
    assert.deepEqual(faults, []);
  }

  /** A lab in which the operation can begin, after one in which something was lost. */
  async function ready(operation: Operation): Promise<KillLab> {
    const fresh = await KillLab.open(seats);
    if (operation !== "rollout") await fresh.run("rollout");
    return fresh;
  }
});

/** Spreads any number of instants evenly: each next one goes where the gap is widest. */
function fractionOf(turn: number): number {
  return 0.05 + 0.95 * ((0.5 + turn * 0.618034) % 1);
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}
