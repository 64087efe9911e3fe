import assert from "node:assert/strict";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";

describe("a gold image that somebody has kept safe from accidents", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    const students = rawGroup({ ids: [1], stateless: true });
    lab = await Lab.open({ settings: () => ({ groups: { students } }) });
    const [template] = [...lab.simulator.engine.templates.values()].filter(
      ({ settings }) => settings.name === "win10-gold",
    );
    assert.ok(template);
    Object.assign(template.settings, {
      stateless: true,
      start_paused: true,
      delete_protected: true,
      high_availability: { enabled: true, priority: 50 },
    });
  });
  after(() => lab.close());

  it("gives its clones none of it: a run would forget the setup, never end, or be refused to stateless seats", async () => {
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    const vm = lab.vm("demo-vd01");
    assert.equal(vm.disks[0]?.content.setupRuns, 1);
    const { start_paused, delete_protected, high_availability } = vm.settings;
    assert.deepEqual(
      { start_paused, delete_protected, available: high_availability.enabled },
      { start_paused: false, delete_protected: false, available: false },
    );
    assert.equal(vm.run?.stateless, true);
  });

  it("leaves the protection of a seat to people: one that is protected is not even stopped", async () => {
    const vm = lab.vm("demo-vd01");
    vm.settings.delete_protected = true;
    const { exitCode, output } = await lab.project.destroy();
    vm.settings.delete_protected = false;
    assert.notEqual(exitCode, 0);
    assert.match(
      output,
      /seat demo-vd01: deleting VM demo-vd01: somebody has turned its delete protection on/,
    );
    assert.equal(vm.status, "up");
  });

  it("leaves a room that can be removed", async () => {
    const { exitCode, output } = await lab.project.destroy();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(lab.vmNames(), []);
  });
});
