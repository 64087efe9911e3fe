import assert from "node:assert/strict";
import type { Trapped } from "../../simulator/control/trap";
import { KillLab, type Operation } from "./attempts";
import { count } from "./kill-sum";

/** At all requests where kills are asked for; else at a few: a clone, a start, a restore, a power-off. */
const thorough = process.env.VIRTROOM_KILLS !== undefined;
const few: Readonly<Record<string, readonly Trapped[]>> = {
  rollout: [
    { nth: 4, when: "after" },
    { nth: 9, when: "after" },
  ],
  reset: [{ nth: 3, when: "after" }],
  destroy: [{ nth: 2, when: "before" }],
};

/** The requests of an operation at which it is killed, one after the other. */
class Walk {
  private index = 0;
  done = false;
  kills = 0;

  constructor(readonly operation: Operation) {}

  next(): Trapped | undefined {
    const nth = Math.floor(this.index / 2) + 1;
    const every: Trapped = { nth, when: this.index % 2 === 0 ? "before" : "after" };
    const trapped = thorough ? every : few[this.operation]?.[this.index];
    this.index++;
    if (!trapped) this.done = true;
    return this.done ? undefined : trapped;
  }
}

describe("a room of two whose runs are killed at a request that changes something", function () {
  this.timeout(thorough ? 3_600_000 : 300_000);
  let room: KillLab;
  before(async () => {
    room = await KillLab.open(2);
  });
  after(() => room.close());

  it("before the engine acts on it, and before its answer: the next run finishes rollout, reset and removal", async () => {
    const [rollout, reset, destroy] = [new Walk("rollout"), new Walk("reset"), new Walk("destroy")] as const;
    while (!(rollout.done && reset.done && destroy.done)) {
      await step(rollout);
      if (!reset.done) await step(reset);
      await step(destroy);
    }
    const all = [rollout, reset, destroy].map(({ operation, kills }) => `${operation} ${kills}`);
    console.log(`      killed at requests: ${all.join(", ")}`);
    if (thorough) assert.ok(rollout.kills >= 30 && reset.kills >= 8 && destroy.kills >= 6, all.join());
  });

  it("before the engine has made a VM: the next rollout, which looks first what has become of the room, leaves no note of it", async () => {
    const { interference } = room.lab.simulator;
    const faults = await room.survive("rollout", {
      moment: () => interference.lay({ nth: 1, when: "before" }),
      target: "everything",
      checkpoints: true,
      tool: "virtroom",
    });
    count(faults);
    assert.deepEqual(faults, []);
  });

  /** Kills it at its next request; where all have had their turn, it runs through. */
  async function step(walk: Walk): Promise<void> {
    const { operation } = walk;
    const trapped = walk.next();
    if (!trapped) {
      const { exitCode, output } = await room.run(operation);
      assert.equal(exitCode, 0, output);
      return;
    }
    const { interference } = room.lab.simulator;
    let sprung = false;
    const moment = async () => {
      await interference.lay(trapped);
      sprung = true;
    };
    const { nth, when } = trapped;
    const tool = nth % 2 === 0 ? "virtroom" : "pulumi";
    const faults = await room.survive(operation, {
      moment,
      tool,
      target: "everything",
      checkpoints: nth % 4 < 2,
    });
    if (sprung) count(faults);
    assert.deepEqual(
      faults,
      [],
      `${operation} killed ${when} its request ${nth} was done or answered, by ${tool}`,
    );
    if (sprung) walk.kills++;
    else walk.done = true;
  }
});
