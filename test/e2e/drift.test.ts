import assert from "node:assert/strict";
import { byHand } from "../support/by-hand";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";

describe("what somebody changes by hand in the engine", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup({ ids: [1] }) } }) });
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
  });
  after(() => lab.close());

  const vm = () => {
    const found = lab.simulator.vm("demo-vd01");
    assert.ok(found);
    return found;
  };

  it("is shown by a refresh and put right by the next up: description, USB, memory", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/stop`, {});
    await until(() => vm().status === "down");
    const changes = {
      description: "borrowed",
      usb: { enabled: false },
      memory: 2 * 1024 ** 3,
      memory_policy: { guaranteed: 1024 ** 3 },
    };
    await byHand(lab.simulator, "PUT", `/vms/${vm().id}`, changes);
    const refreshed = await lab.project.refresh("--diff");
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    assert.match(refreshed.output, /description\s*:\s*"student VM" => "borrowed"/);
    assert.match(refreshed.output, /usb\s*:\s*true => false/);
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.match(output, /~ 2 updated/);
    assert.equal(vm().settings.description, "student VM");
    assert.equal(vm().settings.usb.enabled, true);
    assert.equal(vm().settings.memory, 4 * 1024 ** 3);
  });

  it("is an interface that is gone: it comes back with its MAC, by which Windows knows its address", async () => {
    const mac = vm().nics[0]?.mac;
    assert.ok(mac);
    await byHand(lab.simulator, "DELETE", `/vms/${vm().id}/nics/${vm().nics[0]?.id}`);
    const refreshed = await lab.project.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(
      vm().nics.map(nic => nic.mac),
      [mac],
    );
    assert.equal(vm().disks[0]?.content.setupRuns, 1);
  });

  it("is not what its users do: a machine that was switched off stays so", async () => {
    const before = lab.simulator.requests()["POST /vms/{id}/start"];
    const refreshed = await lab.project.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    const { exitCode, output } = await lab.project.up("--expect-no-changes");
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.requests()["POST /vms/{id}/start"], before);
  });
});
