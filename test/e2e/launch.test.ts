import assert from "node:assert/strict";
import { idFrom } from "../../simulator/engine/ids";
import { byHand } from "../support/by-hand";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { virtroom } from "../support/virtroom";

describe("a seat that a host cannot launch", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({
      // Longer than a tick: a run looks while no host has it.
      simulator: {
        durations: { createThin: 300, waitForLaunch: 2000, poweringUp: 100, createSnapshot: 200 },
      },
      settings: () => ({ groups: { students: rawGroup({ ids: [1] }) } }),
    });
    const [first] = lab.simulator.engine.hosts.values();
    assert.ok(first);
    const id = idFrom("host host2");
    lab.simulator.engine.hosts.set(id, { ...first, id, name: "host2" });
    first.launchFailure = "Cannot get interface MTU on 'room-net': No such device";
  });
  after(() => lab.close());

  const eventsOf = (code: number) => lab.simulator.engine.events.list().filter(event => event.code === code);

  it("is set up on the host that the engine tries next, once, and is no failure", async () => {
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    const vm = lab.simulator.vm("demo-vd01");
    assert.equal(vm?.status, "up");
    assert.equal(vm?.disks[0]?.content.setupRuns, 1);
    assert.equal(eventsOf(119).length, 2, "in its setup, and at its start");
  });

  it("is started on the next host, too, and not held for failed since somebody's start was refused meanwhile", async () => {
    const id = lab.simulator.vm("demo-vd01")?.id;
    await byHand(lab.simulator, "POST", `/vms/${id}/stop`, {});
    await until(() => lab.simulator.vm("demo-vd01")?.status === "down");
    const start = virtroom(lab, ["start", "demo"]);
    await until(() => lab.simulator.vm("demo-vd01")?.status === "wait_for_launch");
    await assert.rejects(byHand(lab.simulator, "POST", `/vms/${id}/start`, {}), /Wait For Launch/i);
    const { exitCode, stderr } = await start;
    assert.equal(exitCode, 0, stderr);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
  });

  it("fails when no host can, in the words of the last", async () => {
    const id = lab.simulator.vm("demo-vd01")?.id;
    await byHand(lab.simulator, "POST", `/vms/${id}/stop`, {});
    await until(() => lab.simulator.vm("demo-vd01")?.status === "down");
    for (const host of lab.simulator.engine.hosts.values()) host.launchFailure = "no bridge room-net";
    const { exitCode, stdout, stderr } = await virtroom(lab, ["start", "demo", "--json"]);
    assert.equal(exitCode, 1, stderr);
    assert.match(stdout, /is down with error\. Exit message: no bridge room-net/);
  });
});

describe("a stateless seat, which is down until the engine has taken the snapshot to which it goes back", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({
      simulator: {
        durations: { createThin: 300, waitForLaunch: 50, poweringUp: 100, createSnapshot: 20_000 },
      },
      settings: () => ({
        groups: { students: rawGroup({ ids: [1], stateless: true, snapshotDescription: "" }) },
      }),
    });
  });
  after(() => lab.close());

  it("is waited for, however long that takes", async () => {
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
  });
});
