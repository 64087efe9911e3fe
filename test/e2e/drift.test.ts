import assert from "node:assert/strict";
import { byHand } from "../support/by-hand";
import { forgetSeats } from "../support/forget-seats";
import { Lab } from "../support/lab";
import { outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { virtroom } from "../support/virtroom";

describe("what somebody changes by hand in the engine", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup({ ids: [1] }) } }) });
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
  });
  after(() => lab.close());

  const vm = () => lab.vm("demo-vd01");

  const switchOff = async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/stop`, {});
    await until(() => vm().status === "down" && vm().lock === undefined);
  };

  it("is shown by a refresh and put right by the next up: description, USB, memory", async () => {
    await switchOff();
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

  it("is not what a running seat has been changed to and takes at its next start", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/start`, {});
    await until(() => vm().status === "up");
    const group = { ids: [1], memory: "3700 MiB", usb: false, description: "tutor VM" };
    await lab.configure({ groups: { students: rawGroup(group) } });
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.match(up.output, /Seats that are running take their changed settings at their next start/);
    const { memory, usb, description } = vm().settings;
    assert.deepEqual(
      { memory, usb: usb.enabled, description },
      { memory: 4 * 1024 ** 3, usb: true, description: "tutor VM" },
    );
    const refreshed = await lab.project.refresh("--expect-no-changes");
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    await switchOff();
    assert.equal(vm().settings.memory, 3700 * 1024 ** 2);
    assert.equal(vm().settings.usb.enabled, false);
    await lab.configure({ groups: { students: rawGroup({ ids: [1] }) } });
    assert.equal((await lab.project.up()).exitCode, 0);
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

  it("is an interface that was renamed, of a seat that the state has lost: Windows keeps the MAC that it knows", async () => {
    const [nic] = vm().nics;
    assert.ok(nic);
    const { mac } = nic;
    await byHand(lab.simulator, "PUT", `/vms/${vm().id}/nics/${nic.id}`, { name: "uplink" });
    await forgetSeats(lab);
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(
      vm().nics.map(({ name, mac: now }) => [name, now]),
      [["uplink", mac]],
    );
    assert.equal(vm().disks[0]?.content.setupRuns, 1);
  });

  it("is a second interface there: none is deleted where it is not said which one Windows knows", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/nics`, { name: "nic2" });
    await forgetSeats(lab);
    const { exitCode, output } = await lab.project.up();
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /it is set up, and none of its 2 interfaces is called nic0/);
    assert.equal(vm().nics.length, 2);
    await byHand(lab.simulator, "PUT", `/vms/${vm().id}/nics/${vm().nics[0]?.id}`, { name: "nic0" });
    const again = await lab.project.up();
    assert.equal(again.exitCode, 0, again.output);
    assert.equal(vm().nics.length, 2);
    const second = `/vms/${vm().id}/nics/${vm().nics[1]?.id}`;
    await byHand(lab.simulator, "POST", `${second}/deactivate`, {});
    await byHand(lab.simulator, "DELETE", second);
  });

  it("is an interface that was edited: it gets its MAC and its network back, in place", async () => {
    await switchOff();
    const [nic] = vm().nics;
    assert.ok(nic);
    const { id, mac, vnicProfile } = nic;
    const other = [...lab.simulator.engine.vnicProfiles.values()].find(profile => profile.id !== vnicProfile);
    const edited = { mac: { address: "56:6f:00:01:bb:bb" }, vnic_profile: { id: other?.id } };
    await byHand(lab.simulator, "PUT", `/vms/${vm().id}/nics/${id}`, edited);
    const refreshed = await lab.project.refresh("--diff");
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    assert.match(refreshed.output, /network\s*:\s*".+" => "\(nic0 with MAC 56:6f:00:01:bb:bb\)"/);
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(
      vm().nics.map(now => [now.id, now.mac, now.vnicProfile]),
      [[id, mac, vnicProfile]],
    );
  });

  it("is an interface that was made anew while the seat runs: it is refused, until the seat is off", async () => {
    await switchOff();
    const [nic] = vm().nics;
    assert.ok(nic);
    const nics = `/vms/${vm().id}/nics`;
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/start`, {});
    await until(() => vm().status === "up");
    await byHand(lab.simulator, "POST", `${nics}/${nic.id}/deactivate`, {});
    await byHand(lab.simulator, "DELETE", `${nics}/${nic.id}`);
    const anew = {
      name: "nic0",
      mac: { address: "56:6f:00:01:cc:cc" },
      vnic_profile: { id: nic.vnicProfile },
    };
    await byHand(lab.simulator, "POST", nics, anew);
    const refreshed = await lab.project.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    const refused = await lab.project.up();
    assert.notEqual(refused.exitCode, 0, refused.output);
    const words = `its interface nic0 has the MAC 56:6f:00:01:cc:cc in place of ${nic.mac}`;
    assert.ok(refused.output.includes(words), refused.output);
    assert.match(refused.output, /Shut the VM down, then run again/);
    await switchOff();
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(
      vm().nics.map(({ mac }) => mac),
      [nic.mac],
    );
    const again = await lab.project.refresh("--expect-no-changes");
    assert.equal(again.exitCode, 0, again.output);
  });

  it("is a name: a rollout gives the seat its name back, running or not", async () => {
    await switchOff();
    const { id } = vm();
    await byHand(lab.simulator, "POST", `/vms/${id}/start`, {});
    await until(() => vm().status === "up");
    await byHand(lab.simulator, "PUT", `/vms/${id}`, { name: "teacher" });
    const refreshed = await lab.project.refresh("--diff");
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    assert.match(refreshed.output, /name\s*:\s*"teacher"/);
    const { exitCode, stdout, stderr } = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(outcomes(stdout), { "demo-vd01": "changed" });
    assert.deepEqual([vm().id, vm().status], [id, "up"]);
  });

  it("is a VM that was taken over, name and comment: it is left alone, and the seat made again", async () => {
    const { id } = vm();
    await byHand(lab.simulator, "PUT", `/vms/${id}`, { name: "teacher", comment: "mine" });
    const taken = lab.vm("teacher");
    const before = JSON.stringify([taken.settings, taken.snapshots, taken.nics, taken.status]);
    const { exitCode, stdout, stderr } = await virtroom(lab, ["rollout", "demo", "--yes", "--json"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(outcomes(stdout), { "demo-vd01": "made" });
    assert.notEqual(vm().id, id);
    assert.equal(JSON.stringify([taken.settings, taken.snapshots, taken.nics, taken.status]), before);
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
