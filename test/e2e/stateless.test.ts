import assert from "node:assert/strict";
import { Lab } from "../support/lab";
import { detailOf, outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { virtroom } from "../support/virtroom";

describe("a stateless seat whose settings are changed", function () {
  this.timeout(120_000);
  let lab: Lab;
  const group = (changes: object = {}) => ({
    groups: { students: rawGroup({ ids: [1], stateless: true, snapshotDescription: "", ...changes }) },
  });
  before(async () => {
    lab = await Lab.open({ settings: () => group() });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
  });
  after(() => lab.close());

  const vm = () => lab.vm("demo-vd01");
  const networkOf = () => lab.simulator.engine.vnicProfiles.get(vm().nics[0]?.vnicProfile ?? "")?.name;
  const shutDown = async () => {
    assert.equal(vm().status, "up");
    const { exitCode, stderr } = await virtroom(lab, ["shutdown", "demo"]);
    assert.equal(exitCode, 0, stderr);
    await until(() => vm().status === "down" && vm().snapshots.every(({ type }) => type !== "stateless"));
  };
  const gibibyte = 1024 ** 3;

  it("is told to be shut down first while it runs, since its stop would take the change back", async () => {
    const refusal = /it runs stateless: at its stop the engine would put its settings and its network back/;
    for (const changes of [{ memory: "3 GiB" }, { usb: false }, { networkName: "ovirtmgmt" }]) {
      await lab.configure(group(changes));
      const { exitCode, output } = await lab.project.up();
      assert.notEqual(exitCode, 0, output);
      assert.match(output, refusal);
      assert.match(output, /virtroom shutdown demo demo-vd01/);
    }
    const { memory, usb } = vm().settings;
    assert.deepEqual([memory, usb.enabled, networkOf()], [4 * gibibyte, true, "room-net"]);
    assert.equal(vm().nextRun, undefined);
  });

  it("is changed once it is down, and for good: its next stop leaves it so", async () => {
    await lab.configure(group({ memory: "3 GiB", usb: false, networkName: "ovirtmgmt" }));
    await shutDown();
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    const { exitCode, stdout } = await virtroom(lab, ["start", "demo", "--json"]);
    assert.equal(exitCode, 0, stdout);
    assert.deepEqual(outcomes(stdout), { "demo-vd01": "started" });
    await shutDown();
    const { memory, usb } = vm().settings;
    assert.deepEqual([memory, usb.enabled, networkOf()], [3 * gibibyte, false, "ovirtmgmt"]);
  });
});

describe("the start of a stateless seat", function () {
  this.timeout(180_000);
  let lab: Lab;
  before(async () => {
    const students = rawGroup({ ids: [1], stateless: true, snapshotDescription: "" });
    // Long enough to do something to the host while the snapshot is made.
    const durations = { createThin: 300, waitForLaunch: 50, poweringUp: 100, createSnapshot: 3000 };
    lab = await Lab.open({ simulator: { durations }, settings: () => ({ groups: { students } }) });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
  });
  after(() => lab.close());

  const vm = () => lab.vm("demo-vd01");
  const host = () => {
    const [found] = lab.simulator.engine.hosts.values();
    assert.ok(found);
    return found;
  };
  const stateless = () => vm().snapshots.some(({ type }) => type === "stateless");
  const shutDown = async () => {
    assert.equal((await virtroom(lab, ["shutdown", "demo"])).exitCode, 0);
    await until(() => vm().status === "down" && !stateless());
  };
  /** Milliseconds and the report of a start that fails, well before `limits.boot`. */
  const failingStart = async () => {
    const began = Date.now();
    const { exitCode, stdout } = await virtroom(lab, ["start", "demo", "--json"]);
    assert.equal(exitCode, 1, stdout);
    assert.ok(Date.now() - began < 50_000, `${Date.now() - began} ms`);
    return detailOf(stdout, "demo-vd01");
  };

  it("fails at once when the host's memory is used up by the time that its snapshot is there", async () => {
    await shutDown();
    const { memory } = host();
    const start = failingStart();
    await until(() => vm().lock !== undefined);
    host().memory = 0;
    assert.match(await start, /Failed to complete starting of VM demo-vd01/);
    host().memory = memory;
    assert.deepEqual([vm().status, stateless()], ["down", true]);
  });

  it("is asked for once more when the engine has only cleaned up what such a failure left", async () => {
    const { exitCode, stdout } = await virtroom(lab, ["start", "demo", "--json"]);
    assert.equal(exitCode, 0, stdout);
    assert.deepEqual([vm().status, vm().run?.stateless], ["up", true]);
    assert.equal(lab.simulator.engine.events.list().filter(({ code }) => code === 1001).length, 1);
  });

  it("fails in half a minute when no host can launch it", async () => {
    await shutDown();
    host().launchFailure = "no bridge room-net";
    assert.match(await failingStart(), /the VM is down; the last event is/);
    host().launchFailure = undefined;
  });
});
