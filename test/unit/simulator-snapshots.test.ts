/** @module Snapshots on the simulated engine: taken, gone back to, looked at, merged away. */

import assert from "node:assert/strict";
import { attachDisk } from "../../simulator/engine/disks";
import { createNic } from "../../simulator/engine/nics";
import { commitSnapshot, previewSnapshot, undoSnapshot } from "../../simulator/engine/preview";
import { restoreSnapshot } from "../../simulator/engine/restore";
import { createSnapshot, deleteSnapshot } from "../../simulator/engine/snapshots";
import { startVm } from "../../simulator/engine/vm-start";
import { updateVm } from "../../simulator/engine/vm-update";
import { engineRoom, ensureFails } from "../support/engine-room";

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
