import assert from "node:assert/strict";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";

type Raw = Record<string, unknown>;

describe("a rollout, canary first and in waves", function () {
  this.timeout(180_000);
  let lab: Lab;
  afterEach(() => lab.close());

  const room = (group: Raw, rollout: Raw): Raw => ({
    rollout,
    groups: { students: rawGroup({ ids: "1-5", verify: "guest", ...group }) },
  });
  const setUp = (name: string) => lab.simulator.vm(name)?.disks[0]?.content.setupRuns;

  it("makes no other seat before the canary is finished and verified", async () => {
    lab = await Lab.open({ settings: () => room({}, { canary: 1 }) });
    const up = lab.project.up();
    let others = 0;
    const watch = setInterval(() => {
      const canary = lab.simulator.vm("demo-vd01");
      const finished = canary?.status === "up" && canary.disks[0]?.content.setupRuns === 1;
      if (!finished) others = Math.max(others, lab.vmNames().length - 1);
    }, 20);
    const { exitCode, output } = await up.finally(() => clearInterval(watch));
    assert.equal(exitCode, 0, output);
    assert.equal(others, 0);
    assert.equal(lab.vmNames().length, 5);
  });

  it("stops at a canary that fails, with nothing else touched", async () => {
    lab = await Lab.open({ settings: () => room({}, { canary: 1 }) });
    lab.simulator.guests.faults.add({ vm: "demo-vd01", fault: "crash" });
    const { exitCode, output } = await lab.project.up();
    assert.notEqual(exitCode, 0);
    assert.match(output, /seat demo-vd01/);
    assert.deepEqual(lab.vmNames(), ["demo-vd01"]);
  });

  it("sends a changed template through the canary too: a bad image costs one seat", async () => {
    lab = await Lab.open({ settings: () => room({ ids: "1-3" }, { canary: 1 }) });
    const first = await lab.project.up();
    assert.equal(first.exitCode, 0, first.output);
    const kept = ["demo-vd02", "demo-vd03"].map(name => lab.simulator.vm(name)?.id);
    lab.simulator.guests.faults.add({ vm: "demo-vd01", fault: "crash" });
    await lab.configure(room({ ids: "1-3", templateName: "win7-gold" }, { canary: 1 }));
    const second = await lab.project.up();
    assert.notEqual(second.exitCode, 0);
    assert.deepEqual(
      ["demo-vd02", "demo-vd03"].map(name => lab.simulator.vm(name)?.id),
      kept,
    );
    lab.simulator.guests.faults.clear();
    const third = await lab.project.up();
    assert.equal(third.exitCode, 0, third.output);
    for (const name of ["demo-vd01", "demo-vd02", "demo-vd03"]) assert.equal(setUp(name), 1);
    assert.notEqual(lab.simulator.vm("demo-vd02")?.id, kept[0]);
  });

  it("has no more seats in setup at once than a wave may have", async () => {
    lab = await Lab.open({ settings: () => room({ verify: "none" }, { wave: 2 }) });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.guests.settingUp.max, 2);
  });

  it("has all seats in setup at once when nothing is said about waves", async () => {
    lab = await Lab.open({
      simulator: { guests: { durations: { specialize: 4_000 } } },
      settings: () => room({ verify: "none" }, {}),
    });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.guests.settingUp.max, 5);
  });

  it("does not call a machine done that never joined its domain, whether or not an agent could tell", async () => {
    lab = await Lab.open();
    await lab.configure(
      {
        ...room({ ids: [1], verify: "none" }, {}),
        limits: { ...(labSettings(lab.simulator).limits as object), setup: "10 s" },
      },
      { "secretValues.joinPassword": "wrong" },
    );
    const { exitCode, output } = await lab.project.up();
    assert.notEqual(exitCode, 0);
    assert.match(output, /waiting for Windows setup of demo-vd01: not done after/);
    assert.match(output, /may not have joined its domain/);
    assert.equal(lab.simulator.guests.view("demo-vd01").length, 1, "it stays on");
  });

  it("takes the word of an agent that tells no domain, as QEMU's does not", async () => {
    lab = await Lab.open({
      simulator: { guests: { agentTellsDomain: false } },
      settings: () => room({ ids: [1] }, {}),
    });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.vm("demo-vd01")?.run?.agent?.fqdn, "demo-vd01");
  });
});
