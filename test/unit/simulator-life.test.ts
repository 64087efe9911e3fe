/**
 * @module The life of VMs on the simulated engine: what they are when, what is refused meanwhile, and what the log says.
 */

import assert from "node:assert/strict";
import { vmBody } from "../../simulator/api/views/vm-view";
import { attachDisk } from "../../simulator/engine/disks";
import { idFrom } from "../../simulator/engine/ids";
import { createNic, deleteNic, plugNic, updateNic } from "../../simulator/engine/nics";
import { commitSnapshot, previewSnapshot, undoSnapshot } from "../../simulator/engine/preview";
import { restoreSnapshot } from "../../simulator/engine/restore";
import { createSnapshot, deleteSnapshot } from "../../simulator/engine/snapshots";
import { createVm, failCreation } from "../../simulator/engine/vm-create";
import { deleteVm } from "../../simulator/engine/vm-delete";
import { startVm } from "../../simulator/engine/vm-start";
import { shutdownVm, stopVm, suspendVm } from "../../simulator/engine/vm-stop";
import { updateVm } from "../../simulator/engine/vm-update";
import { engineRoom, ensureFails } from "../support/engine-room";

const newVm = { name: "room01-01", template: { name: "win10-gold" }, cluster: { name: "Default" } };

describe("a VM on the simulated engine", () => {
  it("is image_locked while its disks are made, and refuses everything meanwhile", () => {
    const { engine, admin, until, codes } = engineRoom();
    const { vm, creation } = createVm(engine, admin, newVm, false);
    assert.equal(vm.status, "image_locked");
    assert.equal(creation?.status, "pending");
    ensureFails(() => startVm(engine, admin, vm, {}), 409, /VM is locked/);
    ensureFails(
      () => updateVm(engine, admin, vm, { comment: "x" }),
      409,
      /Related operation is currently in progress/,
    );
    ensureFails(() => deleteVm(engine, admin, vm, false), 409, /disks are locked: win10-gold_Disk1/);
    ensureFails(() => createSnapshot(engine, admin, vm, { description: "x" }), 409, /Image Locked status/);
    ensureFails(
      () => createVm(engine, admin, newVm, false),
      409,
      /Related operation is currently in progress/,
    );
    until(() => vm.status === "down", "it is down");
    assert.equal(creation?.status, "complete");
    ensureFails(() => createVm(engine, admin, newVm, false), 409, /VM name is already in use/);
    assert.deepEqual(codes(vm), [37, 54, 53], "54: a refused start stands in the log too");
  });

  it("stays locked for ever when its creation dies, and the log says so", () => {
    const { engine, admin, clock, codes } = engineRoom();
    const { vm, creation } = createVm(engine, admin, newVm, false);
    failCreation(engine, vm);
    clock.advance(60_000);
    assert.equal(vm.status, "image_locked");
    assert.equal(creation?.status, "failed");
    assert.deepEqual(codes(vm), [37, 60]);
    ensureFails(() => deleteVm(engine, admin, vm, false), 409, /disks are locked/);
  });

  it("takes the template's NICs along, each with a MAC of its own that is free again afterwards", () => {
    const { engine, admin, vm, until } = engineRoom();
    const [one, two] = [vm("a"), vm("b")];
    const macs = [...one.nics, ...two.nics].map(nic => nic.mac);
    assert.deepEqual(macs, ["56:6f:00:01:00:00", "56:6f:00:01:00:01"]);
    deleteVm(engine, admin, one, false);
    until(() => !engine.vms.has(one.id), "it is gone");
    assert.equal(vm("c").nics[0]?.mac, "56:6f:00:01:00:00");
  });

  it("takes a vNIC profile by id only: by name it is passed over in silence", () => {
    const { engine, admin, vm } = engineRoom();
    const seat = vm("a");
    const named = createNic(engine, admin, seat, { name: "nic2", vnic_profile: { name: "room-net" } });
    assert.equal(named.vnicProfile, undefined);
    ensureFails(() => createNic(engine, admin, seat, { name: "nic2" }), 409, /name is already in use/);
    ensureFails(
      () => createNic(engine, admin, seat, { name: "nic3", mac: { address: named.mac.toUpperCase() } }),
      409,
      /MAC/,
    );
    deleteNic(engine, admin, seat, named);
    assert.equal(seat.nics.length, 1);
  });

  it("takes another MAC for a NIC while it is off, or the NIC unplugged; another profile at any time", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a");
    const [nic] = seat.nics;
    assert.ok(nic);
    updateNic(engine, admin, seat, nic, { mac: { address: "56:6F:00:01:AA:01" } });
    assert.equal(nic.mac, "56:6f:00:01:aa:01");
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    const another = { mac: { address: "56:6f:00:01:aa:02" } };
    ensureFails(() => updateNic(engine, admin, seat, nic, another), 409, /plugged into a running/);
    assert.equal(nic.mac, "56:6f:00:01:aa:01");
    const profile = [...engine.vnicProfiles.values()].find(({ id }) => id !== nic.vnicProfile);
    assert.ok(profile);
    updateNic(engine, admin, seat, nic, { mac: { address: nic.mac }, vnic_profile: { id: profile.id } });
    assert.equal(nic.vnicProfile, profile.id);
    plugNic(engine, admin, seat, nic, false);
    updateNic(engine, admin, seat, nic, another);
    assert.equal(nic.mac, "56:6f:00:01:aa:02");
  });

  it("is tried on the next host where one cannot launch it, until none is left", () => {
    const { engine, admin, vm, until, codes } = engineRoom();
    const [first] = engine.hosts.values();
    assert.ok(first);
    const second = { ...first, id: idFrom("host host2"), name: "host2" };
    engine.hosts.set(second.id, second);
    first.launchFailure = "Cannot get interface MTU on 'room-net': No such device";
    const seat = vm("a", "tpl-linux");
    const job = startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    assert.equal(seat.run?.host, second.id);
    assert.deepEqual(codes(seat).slice(2), [153, 119, 151, 153, 32]);
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down", "it is down");
    Object.assign(second, { launchFailure: "no" });
    const again = startVm(engine, admin, seat, {});
    until(() => again.status === "failed", "the engine gives up");
    assert.deepEqual(codes(seat).slice(-6), [119, 151, 153, 119, 151, 54]);
    assert.equal(job.status, "finished");
    assert.equal(seat.status, "down");
  });

  it("goes from launch to up, and is gone again by force", () => {
    const { engine, admin, vm, until, codes } = engineRoom();
    const seat = vm("a", "tpl-linux");
    startVm(engine, admin, seat, {});
    assert.equal(seat.status, "wait_for_launch");
    until(() => seat.status === "powering_up", "it powers up");
    until(() => seat.run?.agent !== undefined, "the agent reports");
    assert.equal(seat.status, "up");
    ensureFails(() => startVm(engine, admin, seat, {}), 409, /in Up status/);
    ensureFails(() => deleteVm(engine, admin, seat, false), 409, /VM is running/);
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down", "it is down");
    assert.equal(seat.run, undefined);
    assert.deepEqual(codes(seat).slice(2), [153, 32, 54, 33, 61]);
    assert.match(
      engine.events.list()[0]?.description ?? "",
      /Exit message: Admin shut down from the engine$/,
    );
  });

  it("powers down on request when its guest does, and tells apart who wanted it", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux");
    startVm(engine, admin, seat, {});
    until(() => seat.run?.agent !== undefined, "the agent reports");
    shutdownVm(engine, admin, seat, {});
    assert.equal(seat.status, "powering_down");
    until(() => seat.status === "down", "it is down");
    assert.match(engine.events.list()[0]?.description ?? "", /Admin shut down from the engine/);
  });

  it("takes stop and shutdown of a VM that is down for done, but no suspend", () => {
    const { engine, admin, vm, codes } = engineRoom();
    const seat = vm("a");
    stopVm(engine, admin, seat, {});
    shutdownVm(engine, admin, seat, {});
    assert.deepEqual(codes(seat).slice(-2), [254, 254]);
    ensureFails(() => suspendVm(engine, admin, seat), 409, /VM is not up/);
  });

  it("keeps a change of a running VM for the next run, but comment and more memory count at once", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux");
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    updateVm(engine, admin, seat, { comment: "mark", memory: 2 ** 31, cpu: { topology: { cores: 4 } } });
    assert.equal(seat.settings.comment, "mark");
    assert.equal(seat.settings.memory, 2 ** 31);
    assert.equal(seat.settings.cpu.topology?.cores, 2);
    assert.equal(vmBody(engine, seat).next_run_configuration_exists, true);
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down", "it is down");
    for (const refused of [
      () => startVm(engine, admin, seat, {}),
      () => updateVm(engine, admin, seat, { comment: "too early" }),
      () => deleteVm(engine, admin, seat, false),
    ]) {
      ensureFails(refused, 409, /VM is being updated\./);
    }
    until(() => seat.lock === undefined, "what waited is laid over it");
    assert.equal(seat.settings.cpu.topology?.cores, 4);
    assert.equal(vmBody(engine, seat).next_run_configuration_exists, false);
  });

  it("lays a change for the next run over what waits already; another forgets that, and plugs in or refuses", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux");
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    const gibibyte = 2 ** 30;
    updateVm(engine, admin, seat, { stateless: true }, true);
    updateVm(engine, admin, seat, { memory: gibibyte + 2 ** 20, comment: "mark" }, true);
    assert.equal(seat.settings.memory, gibibyte);
    assert.equal(seat.settings.comment, "mark");
    const { stateless, memory } = vmBody(engine, seat, { nextRun: true });
    assert.deepEqual({ stateless, memory }, { stateless: true, memory: gibibyte + 2 ** 20 });
    const edit = (size: number) => () => updateVm(engine, admin, seat, { memory: size });
    ensureFails(edit(2 * gibibyte), 409, /Another change of its memory/);
    updateVm(engine, admin, seat, { memory: gibibyte, stateless: false }, true);
    ensureFails(edit(gibibyte + 2 ** 20), 409, /dividable by 128 MB/);
    ensureFails(
      () => updateVm(engine, admin, seat, { memory: 8 * gibibyte, memory_policy: { max: 8 * gibibyte } }),
      409,
      /\(8192MB\) cannot exceed maximum memory size \(4096MB\)/,
    );
    updateVm(engine, admin, seat, { stateless: true }, true);
    updateVm(engine, admin, seat, { usb: { enabled: true } });
    assert.equal(vmBody(engine, seat, { nextRun: true }).stateless, false);
  });

  it("forgets what it was told for one run only", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux");
    startVm(engine, admin, seat, { vm: { stateless: true } });
    until(() => seat.status === "up", "it is up");
    assert.equal(vmBody(engine, seat).run_once, true);
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down" && seat.snapshots.length === 1, "it is down and as before");
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    assert.equal(vmBody(engine, seat).run_once, false);
    assert.equal(seat.run?.stateless, false);
  });

  it("takes high availability over from the template, and is not run stateless with it", () => {
    const { engine, admin, vm, until } = engineRoom();
    const template = [...engine.templates.values()].find(({ settings }) => settings.name === "tpl-linux");
    assert.ok(template);
    template.settings.high_availability = { enabled: true, priority: 1 };
    const seat = vm("a", "tpl-linux", { stateless: true });
    assert.equal(seat.settings.high_availability.enabled, true);
    ensureFails(
      () => startVm(engine, admin, seat, {}),
      409,
      /Cannot run VM\. Highly Available Virtual servers can not be run as stateless\./,
    );
    startVm(engine, admin, seat, { vm: { stateless: false } });
    until(() => seat.status === "up", "a run that is not stateless is none of that");
  });

  it("runs stateless from a snapshot that goes after the stop, and the disk is as before", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux", { stateless: true });
    startVm(engine, admin, seat, {});
    assert.equal(seat.status, "down");
    until(() => seat.status === "up", "it is up");
    assert.deepEqual(seat.snapshots.map(({ type }) => type).sort(), ["active", "stateless"]);
    const [disk] = seat.disks;
    assert.ok(disk);
    disk.content.files["C:\\trace"] = "of a pupil";
    ensureFails(() => createSnapshot(engine, admin, seat, { description: "x" }), 409, /running as Stateless/);
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down" && seat.snapshots.length === 1, "it is as before");
    assert.deepEqual(seat.disks[0]?.content.files, {});
    assert.equal(seat.settings.stateless, true);
  });

  it("says of a stateless start what it is: asked for, then the engine's own doing, with events of its own", () => {
    const { engine, admin, vm, until, codes } = engineRoom();
    const seat = vm("a", "tpl-linux", { stateless: true });
    const [host] = engine.hosts.values();
    assert.ok(host);
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down" && seat.snapshots.length === 1, "it is as before");
    assert.deepEqual(codes(seat).slice(2), [150, 537, 33, 61]);
    host.launchFailure = "no bridge room-net";
    const job = startVm(engine, admin, seat, {});
    until(
      () => job.status === "failed" && seat.status === "down" && seat.snapshots.length === 1,
      "it gives up",
    );
    assert.deepEqual(codes(seat).slice(6), [150, 119, 507]);
  });

  it("leaves the snapshot of a stateless start that no host can take by then; the next start only cleans up", () => {
    const { engine, admin, vm, until, codes } = engineRoom();
    const seat = vm("a", "tpl-linux", { stateless: true });
    const [host] = engine.hosts.values();
    assert.ok(host);
    const { memory } = host;
    const job = startVm(engine, admin, seat, {});
    host.memory = 0;
    until(() => job.status === "failed", "the engine gives up");
    assert.deepEqual(codes(seat).slice(2), [150, 70]);
    assert.deepEqual([seat.status, seat.snapshots.length], ["down", 2]);
    host.memory = memory;
    startVm(engine, admin, seat, {});
    assert.equal(seat.status, "image_locked");
    until(() => seat.status === "down" && seat.snapshots.length === 1, "the snapshot is gone");
    assert.equal(codes(seat).at(-1), 1001);
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
  });

  it("puts a stateless VM's settings and NICs back at its stop, also what waited for its next run", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux", { stateless: true, comment: "first", memory: 2 ** 30 });
    startVm(engine, admin, seat, {});
    until(() => seat.status === "up", "it is up");
    updateVm(engine, admin, seat, { comment: "second", memory: 2 ** 31, stateless: false }, true);
    createNic(engine, admin, seat, { name: "nic2" });
    stopVm(engine, admin, seat, {});
    until(() => seat.status === "down" && seat.snapshots.length === 1, "it is as before");
    const { comment, memory, stateless } = seat.settings;
    assert.deepEqual({ comment, memory, stateless }, { comment: "first", memory: 2 ** 30, stateless: true });
    assert.equal(seat.nics.length, 1);
    assert.equal(seat.nextRun, undefined);
  });
});

describe("snapshots on the simulated engine", () => {
  it("take over the active one's id, are locked for a while, and hold up a start", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a");
    const active = seat.snapshots[0]?.id;
    const golden = createSnapshot(engine, admin, seat, { description: "golden" });
    assert.equal(golden.id, active);
    assert.equal(golden.status, "locked");
    assert.equal(seat.status, "down");
    ensureFails(
      () => startVm(engine, admin, seat, {}),
      409,
      /Snapshot is currently being created for VM a\./,
    );
    until(() => golden.status === "ok", "it is ok");
    startVm(engine, admin, seat, {});
  });

  it("bring back settings, NICs and disks, and take later ones along", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux", { comment: "first" });
    const golden = createSnapshot(engine, admin, seat, { description: "golden" });
    until(() => golden.status === "ok", "it is ok");
    updateVm(engine, admin, seat, { comment: "second", stateless: true });
    createNic(engine, admin, seat, { name: "nic2" });
    for (const shareable of [false, true]) {
      const disk = {
        alias: `shareable ${shareable}`,
        shareable,
        provisioned_size: 1,
        storage_domains: [{ name: "data1" }],
      };
      attachDisk(engine, admin, seat, { bootable: false, interface: "virtio_scsi", disk });
    }
    const later = createSnapshot(engine, admin, seat, { description: "later" });
    until(() => later.status === "ok", "it is ok");
    const [disk] = seat.disks;
    assert.ok(disk);
    disk.content.files["C:\\mess"] = "of a lesson";
    restoreSnapshot(engine, admin, seat, golden);
    assert.equal(seat.status, "image_locked");
    until(() => seat.status === "down", "it is down");
    assert.equal(seat.settings.comment, "first");
    assert.equal(seat.settings.stateless, false);
    assert.equal(seat.nics.length, 1);
    assert.deepEqual(
      seat.disks.slice(1).map(({ alias }) => alias),
      ["shareable true"],
    );
    assert.deepEqual(seat.disks[0]?.content.files, {});
    assert.deepEqual(seat.snapshots.map(({ description }) => description).sort(), ["Active VM", "golden"]);
  });

  it("can be looked at first, and then kept or not", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux", { comment: "first" });
    const golden = createSnapshot(engine, admin, seat, { description: "golden" });
    until(() => golden.status === "ok", "it is ok");
    updateVm(engine, admin, seat, { comment: "second" });
    previewSnapshot(engine, admin, seat, golden);
    until(() => golden.status === "in_preview", "it is previewed");
    assert.equal(seat.settings.comment, "first");
    ensureFails(() => deleteSnapshot(engine, admin, seat, golden), 409, /previewing a Snapshot/);
    undoSnapshot(engine, admin, seat);
    until(() => golden.status === "ok", "it is over");
    assert.equal(seat.settings.comment, "second");
    ensureFails(
      () => previewSnapshot(engine, admin, seat, golden),
      409,
      /performing an operation on a Snapshot/,
    );
    until(() => seat.lock === undefined, "the engine has calmed down");
    previewSnapshot(engine, admin, seat, golden);
    until(() => golden.status === "in_preview", "it is previewed again");
    commitSnapshot(engine, admin, seat);
    until(() => seat.status === "down", "it is committed");
    assert.equal(seat.settings.comment, "first");
  });

  it("are gone back to by a preview and a commit: what ends between them leaves the VM in the preview", () => {
    const { engine, admin, vm, until } = engineRoom();
    const seat = vm("a", "tpl-linux", { comment: "first" });
    const golden = createSnapshot(engine, admin, seat, { description: "golden" });
    until(() => golden.status === "ok", "it is ok");
    const restored = () => {
      const answers: object[] = [];
      restoreSnapshot(engine, admin, seat, golden, true, answer => answers.push(answer));
      until(() => answers.length > 0, "it is answered");
      return answers;
    };
    seat.restoreDies = true;
    assert.match(String(Object.values(restored()[0] ?? {})[0]), /going down/);
    assert.deepEqual([seat.status, golden.status], ["down", "in_preview"]);
    const [begun] = engine.events.list().filter(({ code }) => code === 46);
    assert.equal(begun?.correlationId, "RestoreSnapshot");
    seat.diskLent = true;
    ensureFails(() => commitSnapshot(engine, admin, seat), 409, /attached to other VMs/);
    seat.diskLent = false;
    commitSnapshot(engine, admin, seat);
    until(() => seat.status === "down", "it is committed");
    assert.deepEqual(Object.keys(restored()[0] ?? {}), ["job"]);
    assert.deepEqual([seat.status, golden.status], ["image_locked", "ok"], "the answer comes before the end");
  });

  it("are locked while they are merged away, then gone", () => {
    const { engine, admin, vm, until, codes } = engineRoom();
    const seat = vm("a");
    const golden = createSnapshot(engine, admin, seat, { description: "golden" });
    until(() => golden.status === "ok", "it is ok");
    deleteSnapshot(engine, admin, seat, golden);
    assert.equal(golden.status, "locked");
    until(() => !seat.snapshots.includes(golden), "it is gone");
    assert.deepEqual(codes(seat).slice(-4), [45, 68, 342, 356]);
  });
});

describe("jobs and sessions of the simulated engine", () => {
  it("lets finished jobs vanish after ten minutes, failed ones after an hour", () => {
    const { engine, admin, vm, clock } = engineRoom();
    vm("a");
    ensureFails(() => createVm(engine, admin, { ...newVm, name: "b c" }, false), 400, /special characters/);
    const statuses = () => engine.jobs.list().map(job => job.status);
    assert.deepEqual(statuses(), ["finished", "failed"]);
    clock.advance(11 * 60_000);
    assert.deepEqual(statuses(), ["failed"]);
    clock.advance(50 * 60_000);
    assert.deepEqual(statuses(), []);
  });

  it("makes commands steps of a job that somebody opened", () => {
    const { engine, admin } = engineRoom();
    const rollout = engine.jobs.open("rollout of room01", admin.user.id, "x", true);
    createVm(engine, { ...admin, jobId: rollout.id }, newVm, false);
    assert.deepEqual(
      engine.jobs.list().map(job => job.description),
      ["rollout of room01"],
    );
    assert.equal(rollout.steps[0]?.description, "Creating VM room01-01 in Cluster Default");
  });

  it("ends a session that was idle too long, was revoked, or outlived a restart", () => {
    const { engine, clock } = engineRoom();
    const [account] = engine.settings.accounts;
    assert.ok(account);
    const open = () => engine.sessions.open(account, "ovirt-app-api").token;
    const [idle, revoked, old] = [open(), open(), open()];
    clock.advance(20 * 60_000);
    assert.ok(engine.sessions.use(old));
    engine.sessions.revoke(revoked);
    assert.equal(engine.sessions.use(revoked), undefined);
    clock.advance(20 * 60_000);
    assert.equal(engine.sessions.use(idle), undefined);
    assert.ok(engine.sessions.use(old));
    engine.sessions.revokeAll();
    assert.equal(engine.sessions.use(old), undefined);
  });
});
