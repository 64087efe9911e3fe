/**
 * @module What a snapshot keeps of a VM, and how it comes back.
 */

import type { Engine } from "./engine";
import type { Keepsake } from "./snapshot";
import type { Vm } from "./vm";

export function keep(vm: Vm): Keepsake {
  const { settings, initialized, created, stopped } = vm;
  return {
    settings: { ...settings },
    nics: structuredClone(vm.nics),
    disks: structuredClone(vm.disks.filter(disk => !disk.shareable)),
    initialized,
    created,
    stopped,
  };
}

/** Everything is as it was, NICs included; disks that came later are gone, but for those that VMs share. Dates come back without their milliseconds, as the OVF has none. */
export function putBack(engine: Engine, vm: Vm, kept: Keepsake): void {
  const copy = { nics: structuredClone(kept.nics), disks: structuredClone(kept.disks) };
  for (const nic of vm.nics) {
    engine.macs.release(nic.mac);
  }
  for (const nic of copy.nics) {
    engine.macs.claim(nic.mac);
  }
  vm.settings = { ...kept.settings, name: vm.settings.name };
  vm.nics = copy.nics;
  vm.disks = [
    ...copy.disks.map(disk => ({ ...disk, status: "ok" as const, withoutProfile: true })),
    ...vm.disks.filter(disk => disk.shareable),
  ];
  vm.initialized = kept.initialized;
  vm.created = Math.floor(kept.created / 1000) * 1000;
  vm.generation++;
}
