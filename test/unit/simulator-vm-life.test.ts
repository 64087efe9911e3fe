/** @module The life of VMs on the simulated engine: what they are when, what is refused meanwhile, and what the log says. */

import assert from "node:assert/strict";
import { idFrom } from "../../simulator/engine/ids";
import { createSnapshot } from "../../simulator/engine/snapshots";
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
});
