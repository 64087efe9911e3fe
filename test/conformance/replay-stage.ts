/**
 * @module The simulator on which the recordings are played, and the ways in which its state can be moved without a request.
 */

import type { ManualClock } from "../../simulator/clock";
import type { Caller } from "../../simulator/engine/caller";
import { newDisk } from "../../simulator/engine/disk";
import type { Engine } from "../../simulator/engine/engine";
import { zeroId } from "../../simulator/engine/ids";
import { isRunning, type Vm, type VmStatus } from "../../simulator/engine/vm";
import { createVm } from "../../simulator/engine/vm-create";
import { startVm } from "../../simulator/engine/vm-start";
import { stopVm } from "../../simulator/engine/vm-stop";
import { blankDisk } from "../../simulator/guest/contract";
import type { Dossier } from "./replay-dossier";
import type { Ids } from "./replay-ids";

export class Stage {
  readonly caller: Caller;

  constructor(
    readonly engine: Engine,
    readonly clock: ManualClock,
    readonly ids: Ids,
    readonly dossier: Dossier,
  ) {
    const admin = [...engine.users.values()].find(user => user.administrator);
    if (admin === undefined) {
      throw new Error("the engine has no administrator");
    }
    this.caller = { user: admin, correlationId: "prepared", filtered: false };
  }

  /** Lets time go on until that holds; false: it does not come about. */
  until(condition: () => boolean): boolean {
    for (let tick = 0; tick < 300 && !condition(); tick++) {
      this.clock.advance(100);
    }
    return condition();
  }

  /** The VM that stands for a recorded one, made when there is none. */
  vm(recordedId: string): Vm {
    const bound = this.engine.vms.get(this.ids.here(recordedId) ?? "");
    if (bound !== undefined) {
      return bound;
    }
    const name = this.nameOf(recordedId);
    const namesake = this.engine.vmNamed(name);
    const vm = namesake ?? this.#makeVm(recordedId, name);
    this.ids.bind(recordedId, vm.id);
    return vm;
  }

  nameOf(recordedId: string): string {
    return (
      this.dossier.vm(recordedId)?.name ??
      this.dossier.nameOf("vms", recordedId) ??
      `vm-${recordedId.slice(0, 8)}`
    );
  }

  #makeVm(recordedId: string, name: string): Vm {
    const body = this.dossier.vm(recordedId);
    const original = body?.original_template?.id;
    const id = this.#template(original) ?? this.#templateNamed("tpl-linux") ?? zeroId;
    const clone = body?.template?.id === zeroId && original !== undefined && original !== zeroId;
    const [cluster] = this.engine.clusters.values();
    this.#freeName(name);
    const { vm } = createVm(
      this.engine,
      this.caller,
      { name, template: { id }, cluster: { id: cluster?.id } },
      clone,
    );
    return vm;
  }

  #template(recordedId: string | undefined): string | undefined {
    const id = this.ids.here(recordedId ?? "") ?? recordedId ?? "";
    return this.engine.templates.has(id) ? id : undefined;
  }

  #templateNamed(name: string): string | undefined {
    return [...this.engine.templates.values()].find(template => template.settings.name === name)?.id;
  }

  #freeName(name: string): void {
    const namesake = this.engine.vmNamed(name);
    if (namesake !== undefined) {
      this.forget(namesake);
    }
  }

  /** A VM that stands for none of the recorded ones. */
  filler(name: string): Vm {
    return this.#makeVm("", name);
  }

  /** Takes a VM away without a trace. */
  forget(vm: Vm): void {
    for (const cancel of vm.run?.cancel ?? []) {
      cancel();
    }
    vm.run?.guest?.cutPower();
    vm.run = undefined;
    this.engine.vms.delete(vm.id);
    this.engine.nameLocks.delete(vm.settings.name);
  }

  /** Nothing is going on with the VM: no lock, no locked disk. */
  calm(vm: Vm): void {
    if (!this.until(() => vm.lock === undefined && vm.status !== "image_locked")) {
      vm.lock = undefined;
      vm.status = isRunning(vm) ? vm.status : "down";
    }
    for (const disk of vm.disks) {
      disk.status = "ok";
      disk.qcowVersion ??= "qcow2_v3";
    }
    this.until(() => !vm.snapshots.some(snapshot => snapshot.status === "locked"));
  }

  bring(vm: Vm, status: VmStatus, once = false): void {
    if (vm.status === status && (vm.run === undefined || vm.run.once === once)) {
      return;
    }
    switch (status) {
      case "image_locked":
        this.#lock(vm);
        return;
      case "down":
        this.#down(vm);
        return;
      default:
        this.#run(vm, status, once);
    }
  }

  #lock(vm: Vm): void {
    this.#down(vm);
    vm.status = "image_locked";
    for (const disk of vm.disks) {
      disk.status = "locked";
    }
  }

  #down(vm: Vm): void {
    this.calm(vm);
    if (vm.run !== undefined && vm.run.shutdownAsked !== true) {
      // A guest that is about to switch itself off may do so.
      this.until(() => vm.status === "down");
    }
    this.calm(vm);
    if (vm.status !== "down") {
      stopVm(this.engine, this.caller, vm, {});
      this.until(() => vm.status === "down" && vm.lock === undefined);
      vm.stopReason = undefined;
    }
  }

  #run(vm: Vm, status: VmStatus, once: boolean): void {
    if (!isRunning(vm) || vm.run?.once !== once) {
      this.#down(vm);
      this.ensureDisk(vm);
      startVm(this.engine, this.caller, vm, once ? { vm: {} } : {});
      if (status === "wait_for_launch") {
        this.until(() => vm.run !== undefined);
        return;
      }
    }
    this.until(() => vm.status === "up");
    vm.status = status;
  }

  ensureDisk(vm: Vm): void {
    const [storage] = this.engine.storageDomains.keys();
    if (vm.disks.length === 0 && storage !== undefined) {
      const { ids } = this.engine;
      vm.disks.push(
        newDisk({
          id: ids.next(),
          imageId: ids.next(),
          alias: `${vm.settings.name}_Disk1`,
          bootable: true,
          storageDomain: storage,
          content: { ...blankDisk(), os: "linux" },
        }),
      );
    }
  }
}
