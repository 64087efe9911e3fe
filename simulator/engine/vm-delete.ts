/**
 * @module Removing a VM, its disks and snapshots with it.
 */

import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict } from "./fault";
import { zeroId } from "./ids";
import type { Job } from "./jobs";
import { busy, isRunning, type Vm } from "./vm";

export function deleteVm(engine: Engine, caller: Caller, vm: Vm, detachOnly: boolean): Job {
  const locked = vm.disks.filter(disk => disk.status === "locked").map(disk => disk.alias);
  if (locked.length > 0) {
    throw conflict(
      `Cannot remove VM: The following disks are locked: ${locked.join(", ")}. Please try again in a few minutes.`,
    );
  }
  if (vm.lock !== undefined || vm.status === "image_locked") {
    throw conflict(`Cannot remove VM${vm.lock ?? ": VM is locked. Please try again in a few minutes."}`);
  }
  if (isRunning(vm)) {
    throw conflict("Cannot remove VM. VM is running.");
  }
  if (vm.settings.delete_protected) {
    throw conflict(
      "Cannot remove VM. Delete protection is enabled. In order to delete, disable Delete protection first.",
    );
  }
  if (detachOnly && vm.template !== zeroId) {
    throw conflict("Cannot remove VM with detaching disks, VM is based from template.");
  }
  const { name } = vm.settings;
  const job = engine.openJob(caller, `Removing VM ${name} from system`);
  vm.status = "image_locked";
  vm.lock = busy;
  engine.after("deleteVm", () => {
    engine.vms.delete(vm.id);
    for (const nic of vm.nics) {
      engine.macs.release(nic.mac);
    }
    for (const permission of engine.permissions.values()) {
      if (permission.vm === vm.id) {
        engine.permissions.delete(permission.id);
      }
    }
    for (const creation of engine.creations.values()) {
      if (creation.vm === vm.id) {
        engine.creations.delete(creation.id);
      }
    }
    const description = `VM ${name} was successfully removed by ${userName(caller.user)}.`;
    engine.log({ code: 113, description }, vm, caller);
    engine.jobs.end(job);
  });
  return job;
}
