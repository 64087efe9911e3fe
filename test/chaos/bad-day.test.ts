import assert from "node:assert/strict";
import type { SimulatorOptions } from "../../simulator";
import type { RequestRule } from "../../simulator/control/fault-rules";
import { REQUEST_FAULTS } from "../../simulator/control/fault-rules";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { roomFaults } from "./room-faults";

/** Seconds that the engine is gone: half a minute where kills are asked for, too. */
const outage = process.env.VIRTROOM_KILLS === undefined ? 10 : 30;

/** Longest time of a run, far below the sum of its limits. */
const patience = 110_000;

describe("a room on a bad day", function () {
  this.timeout(patience + 30_000);
  let lab: Lab;
  const open = (guests: SimulatorOptions["guests"] = {}) =>
    Lab.open({
      simulator: { controlPort: 0, guests },
      settings: () => ({ groups: { students: rawGroup() } }),
    });
  beforeEach(async () => {
    lab = await open();
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
    assert.match(output, /seat demo-vd0\d: \S+ing [^:]+: .+\n\s*Way out: \S+|error: \S+ing .+\. \S+/, output);
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

  /** Other limits than a lab's. */
  function limit(limits: Record<string, string>): Promise<void> {
    const usual = labSettings(lab.simulator).limits as object;
    return lab.configure({ limits: { ...usual, ...limits }, groups: { students: rawGroup() } });
  }

  const bothRun = () => lab.simulator.vms().filter(vm => vm.status === "up").length === 2;

  async function inSetup(): Promise<void> {
    await until(() => lab.simulator.vms().some(vm => vm.status === "up"));
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
    it(`an engine that is gone for ${outage} seconds in the middle (${how}): the room is made`, async () => {
      await limit({ outage: "60 s" });
      const run = rollOut();
      await inSetup();
      await order("/engine", { seconds: outage, how });
      assert.equal(await run, "made");
    });
  }

  it("a host that is lost while guests set themselves up, and comes back: the room is made", async () => {
    await lab.close();
    // Guests that are still at it when the host is gone.
    lab = await open({ durations: { specialize: 6_000 } });
    lab.simulator.setDuration("hostLost", 100);
    const run = rollOut();
    // One that is not started by then is refused: there is no host for it.
    await until(bothRun);
    await order("/hosts", { name: "host1", lost: true });
    await until(() => lab.simulator.vms().some(vm => vm.status === "unknown"));
    await new Promise(done => setTimeout(done, 2_000));
    await order("/hosts", { name: "host1", lost: false });
    assert.equal(await run, "made");
  });

  it("a host that is lost for good with the guests on it: told as that, and those seats are made anew", async () => {
    await limit({ setup: "8 s" });
    lab.simulator.setDuration("hostLost", 100);
    const run = lab.project.up();
    await until(bothRun);
    await order("/guests", { vm: "demo-*", fault: "hang", now: true });
    await order("/hosts", { name: "host1", lost: true });
    const { exitCode, output } = await run;
    assert.notEqual(exitCode, 0);
    for (const seat of ["demo-vd01", "demo-vd02"]) {
      const said = `seat ${seat}: waiting for Windows setup of ${seat}: .*status unknown.*\\n\\s*Way out: Likely: its host is lost`;
      assert.match(output, new RegExp(said));
    }
    await order("/hosts", { name: "host1", lost: false });
    await finishes();
  });

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
