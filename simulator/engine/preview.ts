/**
 * @module Looking at a snapshot: preview, then commit or undo. A restore is the same in one go.
 */

import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, crashed, invalid } from "./fault";
import type { Job } from "./jobs";
import { keep, putBack } from "./keepsake";
import type { Snapshot } from "./snapshot";
import { duringSnapshot, isRunning, type Vm } from "./vm";

function check(vm: Vm, snapshot: Snapshot): void {
  if (snapshot.type === "active") {
    throw invalid("Cannot preview Active VM snapshot.");
  }
  if (isRunning(vm) || vm.status === "suspended") {
    throw conflict("Cannot preview Snapshot. At least one of the VMs is not down.");
  }
  if (vm.status === "image_locked") {
    throw conflict("Cannot preview Snapshot: VM is locked. Please try again in a few minutes.");
  }
  if (vm.lock !== undefined) {
    throw conflict(`Cannot preview Snapshot${vm.lock}`);
  }
  if (vm.snapshots.some(candidate => candidate.status === "in_preview")) {
    throw conflict("Cannot preview Snapshot. VM is previewing a Snapshot.");
  }
}

/** As a part of a restore. */
export interface Part {
  /** Of the time that it takes alone. */
  share?: number;
  /** What follows. */
  next?: () => void;
}

export function previewSnapshot(
  engine: Engine,
  caller: Caller,
  vm: Vm,
  snapshot: Snapshot,
  part: Part = {},
): Job {
  check(vm, snapshot);
  const { kept } = snapshot;
  if (kept === undefined) {
    throw crashed("the snapshot keeps nothing");
  }
  const { name } = vm.settings;
  const job = engine.openJob(caller, `Preview VM Snapshot ${snapshot.description} of VM ${name}`);
  const text = `Snapshot-Preview ${snapshot.description} for VM ${name}`;
  engine.log({ code: 46, description: `${text} was initiated by ${userName(caller.user)}.` }, vm, caller);
  vm.status = "image_locked";
  after(engine, part, () => {
    const active = vm.snapshots.find(candidate => candidate.type === "active");
    const before: Snapshot = {
      id: active?.id ?? engine.ids.next(),
      type: "preview",
      status: "ok",
      description: "Active VM before the preview",
      date: engine.clock.now(),
      persistMemory: false,
      kept: keep(vm),
    };
    putBack(engine, vm, kept);
    snapshot.status = "in_preview";
    vm.snapshots = [...without(vm, []), before, freshActive(engine, snapshot)];
    vm.status = "down";
    engine.log({ code: 71, description: `${text} has been completed.` }, vm, caller);
    engine.jobs.end(job);
  });
  return job;
}

/** The previewed snapshot is kept, with all that is older; what is newer goes. */
export function commitSnapshot(engine: Engine, caller: Caller, vm: Vm, part: Part = {}): Job {
  const snapshot = previewed(vm);
  if (vm.diskLent) {
    throw conflict(
      "Cannot revert to Snapshot. The following VM's disks snapshots are attached to other VMs (Disk Alias/Snapshot Description/VM attached to):\n\n" +
        ` ${vm.disks[0]?.alias} / ${snapshot.description} / another \n\nPlease detach them from those VMs and try again.`,
    );
  }
  const text = `Committing a Snapshot-Preview for VM ${vm.settings.name}`;
  const job = engine.openJob(caller, `Committing VM ${vm.settings.name} Snapshot`);
  engine.log({ code: 1191, description: `${text} was initialized by ${userName(caller.user)}.` }, vm, caller);
  vm.status = "image_locked";
  // Snapshots say `ok` while the disks are still worked on.
  snapshot.status = "ok";
  after(engine, part, () => {
    const active = vm.snapshots.filter(candidate => candidate.type === "active");
    vm.snapshots = [...without(vm, later(vm, snapshot)), ...active];
    vm.status = "down";
    engine.log({ code: 1192, description: `${text} has been completed.` }, vm, caller);
    engine.jobs.end(job);
  });
  return job;
}

export function undoSnapshot(engine: Engine, caller: Caller, vm: Vm): Job {
  const snapshot = previewed(vm);
  const text = `Undoing a Snapshot-Preview for VM ${vm.settings.name}`;
  const job = engine.openJob(caller, `Undoing VM ${vm.settings.name} Snapshot preview`);
  engine.log({ code: 1194, description: `${text} was initialized by ${userName(caller.user)}.` }, vm, caller);
  vm.status = "image_locked";
  engine.after("restoreSnapshot", () => {
    snapshot.status = "ok";
    const before = vm.snapshots.find(candidate => candidate.type === "preview");
    if (before?.kept !== undefined) {
      putBack(engine, vm, before.kept);
    }
    vm.snapshots = [...without(vm, []), { ...freshActive(engine, snapshot), date: engine.clock.now() }];
    vm.status = "down";
    // For a moment more the engine takes the VM to be busy.
    vm.lock = duringSnapshot;
    engine.after("settle", () => {
      vm.lock = undefined;
    });
    engine.log({ code: 1195, description: `${text} has been completed.` }, vm, caller);
    engine.jobs.end(job);
  });
  return job;
}

function after(engine: Engine, { share = 1, next = () => {} }: Part, done: () => void): void {
  engine.clock.after(engine.durations.restoreSnapshot * share, () => {
    done();
    next();
  });
}

function previewed(vm: Vm): Snapshot {
  const snapshot = vm.snapshots.find(candidate => candidate.status === "in_preview");
  if (snapshot === undefined) {
    throw invalid("Cannot revert to Snapshot. VM's Snapshot does not exist.");
  }
  if (isRunning(vm)) {
    throw conflict("Cannot revert to Snapshot. At least one of the VMs is not down.");
  }
  return snapshot;
}

function later(vm: Vm, snapshot: Snapshot): Snapshot[] {
  return vm.snapshots.filter(candidate => candidate.type === "regular" && candidate.date > snapshot.date);
}

/** The regular snapshots that stay. */
function without(vm: Vm, gone: Snapshot[]): Snapshot[] {
  return vm.snapshots.filter(candidate => candidate.type === "regular" && !gone.includes(candidate));
}

/** The new active snapshot has the date of the one that it comes from. */
function freshActive(engine: Engine, from: Snapshot): Snapshot {
  return {
    id: engine.ids.next(),
    type: "active",
    status: "ok",
    description: "Active VM",
    date: from.date,
    persistMemory: false,
  };
}
