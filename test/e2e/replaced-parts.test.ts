import assert from "node:assert/strict";
import { byHand } from "../support/by-hand";
import { Lab } from "../support/lab";
import { detailOf, outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { virtroom } from "../support/virtroom";

const seat = "demo-vd01";

describe("one part of a seat that is made anew", function () {
  this.timeout(300_000);
  let lab: Lab;
  const settings = (changes: object = {}) => ({
    reset: "2026-11-24",
    groups: { students: rawGroup({ ids: "1", ...changes }) },
  });
  const vm = () => lab.vm(seat);
  const disk = () => {
    const content = vm().disks[0]?.content;
    assert.ok(content);
    return content;
  };
  const snapshots = () =>
    vm()
      .snapshots.filter(({ type }) => type === "regular")
      .map(({ id }) => id);
  const roles = () =>
    [...lab.simulator.engine.permissions.values()]
      .filter(permission => permission.vm === vm().id)
      .map(({ role }) => lab.simulator.engine.roles.get(role)?.name);
  /** The seat as its users have left it: with their work on the disk, and off. */
  let left: { vmId: string; snapshots: string[] };
  const assertLeftAlone = () => {
    assert.deepEqual({ vmId: vm().id, snapshots: snapshots() }, left);
    assert.deepEqual([disk().setupRuns, vm().status], [99, "down"]);
  };
  const urnOf = async (kind: string) => {
    const found = (await lab.project.resources()).find(({ urn }) => urn.includes(`ovirt:${kind}::`));
    assert.ok(found, `no ${kind} in the state`);
    return found.urn;
  };

  before(async () => {
    lab = await Lab.open({ settings: () => settings() });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/stop`, {});
    await until(() => vm().status === "down");
    disk().setupRuns = 99;
    left = { vmId: vm().id, snapshots: snapshots() };
  });
  after(() => lab.close());

  it("is a permission with another role: nothing is reset or started for it", async () => {
    await lab.configure(settings({ thinClientRole: "UserVmManager" }));
    const plan = await virtroom(lab, ["plan", "demo", "--json"]);
    assert.deepEqual([outcomes(plan.stdout)[seat], detailOf(plan.stdout, seat)], ["changed", "role"]);
    const { exitCode, stdout, stderr } = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(exitCode, 0, stdout + stderr);
    assert.deepEqual(roles(), ["UserVmManager"]);
    assertLeftAlone();
  });

  for (const kind of ["Sysprep", "Nic"]) {
    it(`is a ${kind} that Pulumi is told to replace: the snapshot stays, and what users have done`, async () => {
      const { exitCode, output } = await lab.project.up("--replace", await urnOf(kind));
      assert.equal(exitCode, 0, output);
      assert.match(output, /1 replaced|[+]-1 replaced/);
      assertLeftAlone();
    });
  }

  it("is the Vm: then the whole seat is made anew", async () => {
    const { exitCode, output } = await lab.project.up("--replace", await urnOf("Vm"));
    assert.equal(exitCode, 0, output);
    assert.notEqual(vm().id, left.vmId);
    assert.deepEqual([disk().setupRuns, vm().status, snapshots().length], [1, "up", 1]);
    assert.deepEqual(roles(), ["UserVmManager"]);
  });
});
