/** @module Stateless runs on the simulated engine. */

import assert from "node:assert/strict";
import { createNic } from "../../simulator/engine/nics";
import { createSnapshot } from "../../simulator/engine/snapshots";
import { startVm } from "../../simulator/engine/vm-start";
import { stopVm } from "../../simulator/engine/vm-stop";
import { updateVm } from "../../simulator/engine/vm-update";
import { engineRoom, ensureFails } from "../support/engine-room";

describe("a stateless VM on the simulated engine", () => {
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
