import assert from "node:assert/strict";
import type { RequestRule } from "../../simulator/control/fault-rules";
import { REQUEST_FAULTS } from "../../simulator/control/fault-rules";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { roomFaults } from "./room-faults";

/** Longest time of a run, far below the sum of its limits. */
const patience = 110_000;

describe("a room on a bad day", function () {
  this.timeout(patience + 30_000);
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open({
      simulator: { controlPort: 0 },
      settings: () => ({ groups: { students: rawGroup() } }),
    });
  });
  afterEach(() => lab.close());

  /** Rolls out, and finds the wanted room, or an error that names seat, step and way out: never a false success. */
  async function rollOut(): Promise<"made" | "refused"> {
    const began = Date.now();
    const { exitCode, output } = await lab.project.up();
    assert.ok(Date.now() - began < patience, `it took ${Date.now() - began} ms`);
    const faults = await roomFaults(lab, { seats: 2, description: "student VM" });
    assert.doesNotMatch(output, /\n\s+at \S+ \(|Unhandled|UnhandledPromise/, "no stack trace");
    if (exitCode === 0) {
      assert.deepEqual(faults, []);
      return "made";
    }
    assert.match(output, /seat demo-vd0\d: \S+ing [^:]+: .+\. \S+|error: \S+ing .+\. \S+/, output);
    return "refused";
  }

  /** Once the trouble is over, the same command finishes the room. */
  async function finishes(): Promise<void> {
    lab.simulator.interference.clear();
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(await roomFaults(lab, { seats: 2, description: "student VM" }), []);
  }

  async function order(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${lab.simulator.controlUrl}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, await answer.text());
  }

  async function inSetup(): Promise<void> {
    while (!lab.simulator.vms().some(vm => vm.status === "up"))
      await new Promise(done => setTimeout(done, 50));
  }

  for (const fault of REQUEST_FAULTS) {
    it(`every fifth request ${fault}: the room is made, or an error says what to do and the next run makes it`, async () => {
      const rule: RequestRule = { fault, every: 5, ...(fault === "slow" ? { delay: 700 } : {}) };
      lab.simulator.interference.add(rule);
      if ((await rollOut()) === "refused") await finishes();
    });
  }

  it("logins that last three requests: the room is made", async () => {
    lab.simulator.interference.tokenLasts = 3;
    assert.equal(await rollOut(), "made");
  });

  for (const how of ["refuse", "proxy"]) {
    it(`an engine that is gone for ten seconds in the middle (${how}): the room is made`, async () => {
      const run = rollOut();
      await inSetup();
      await order("/engine", { seconds: 10, how });
      assert.equal(await run, "made");
    });
  }

  for (const at of ["connect", "write", "rename"]) {
    it(`an SFTP server that cuts each second connection at ${at}: the room is made`, async () => {
      await order("/sftp", { cut: { every: 2, at } });
      assert.equal(await rollOut(), "made");
    });
  }

  it("a share that is full is told as that, and the room made when there is room again", async () => {
    await order("/sftp", { freeBytes: 0 });
    assert.equal(await rollOut(), "refused");
    await order("/sftp", { freeBytes: null });
    await finishes();
  });

  it("a storage domain that is full is told by the engine's own words, and the room made when there is room again", async () => {
    await order("/storage", { name: "data1", full: true });
    assert.equal(await rollOut(), "refused");
    await order("/storage", { name: "data1", full: false });
    await finishes();
  });
});
