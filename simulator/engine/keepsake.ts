/**
 * @module What a snapshot keeps of a VM, and how it comes back.
 */

import type { Engine } from "./engine";
import type { Keepsake } from "./snapshot";
import type { Vm } from "./vm";

export function keep(vm: Vm): Keepsake {
  return structuredClone({
    settings: vm.settings,
    nics: vm.nics,
    disks: vm.disks,
    initialized: vm.initialized,
    created: vm.created,
    stopped: vm.stopped,
  });
}

/** Everything is as it was, NICs included. Dates come back without their milliseconds, as the OVF has none. */
export function putBack(engine: Engine, vm: Vm, kept: Keepsake): void {
  const copy = structuredClone(kept);
  for (const nic of vm.nics) {
    engine.macs.release(nic.mac);
  }
  for (const nic of copy.nics) {
    engine.macs.claim(nic.mac);
  }
  vm.settings = { ...copy.settings, name: vm.settings.name };
  vm.nics = copy.nics;
  vm.disks = copy.disks.map(disk => ({ ...disk, status: "ok" as const, withoutProfile: true }));
  vm.initialized = copy.initialized;
  vm.created = Math.floor(copy.created / 1000) * 1000;
  vm.generation++;
}
