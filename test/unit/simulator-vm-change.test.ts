/** @module Changes of VMs on the simulated engine: their NICs, and what waits for the next run. */

import assert from "node:assert/strict";
import { vmBody } from "../../simulator/api/views/vm-view";
import { createNic, deleteNic, plugNic, updateNic } from "../../simulator/engine/nics";
import { deleteVm } from "../../simulator/engine/vm-delete";
import { startVm } from "../../simulator/engine/vm-start";
import { stopVm } from "../../simulator/engine/vm-stop";
import { updateVm } from "../../simulator/engine/vm-update";
import { engineRoom, ensureFails } from "../support/engine-room";

describe("a VM on the simulated engine, and its NICs", () => {
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
});

describe("a VM on the simulated engine, when it is changed", () => {
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
});
