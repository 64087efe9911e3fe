/**
 * @module Taking and removing snapshots.
 */

import type { SnapshotBody } from "../api/types/snapshot";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, entityNotFound, invalid, mandatory } from "./fault";
import type { Job } from "./jobs";
import { keep } from "./keepsake";
import type { Snapshot } from "./snapshot";
import { duringSnapshot, isRunning, type Vm } from "./vm";

const longestDescription = 4000;

export function createSnapshot(
  engine: Engine,
  caller: Caller,
  found: Vm | undefined,
  request: SnapshotBody,
): Snapshot {
  if (request.description === undefined) {
    throw mandatory("snapshot.description");
  }
  if (request.description.length > longestDescription) {
    throw invalid(`size must be between 1 and ${longestDescription}, Attribute: description`);
  }
  const vm = checkCreate(found);
  const { description } = request;
  const { name } = vm.settings;
  const running = isRunning(vm);
  const active = vm.snapshots.find(snapshot => snapshot.type === "active");
  const snapshot: Snapshot = {
    id: active?.id ?? engine.ids.next(),
    type: "regular",
    status: "locked",
    description,
    date: engine.clock.now(),
    persistMemory: running && request.persist_memorystate !== false,
    kept: keep(vm),
  };
  if (active !== undefined) {
    active.id = engine.ids.next();
  }
  vm.snapshots.push(snapshot);
  const held = `. Snapshot is currently being created for VM ${name}.`;
  vm.lock = held;
  const job = engine.openJob(caller, `Creating VM Snapshot ${description} for VM ${name}`);
  const started = `Snapshot '${description}' creation for VM '${name}' was initiated by ${userName(caller.user)}.`;
  engine.log({ code: 45, description: started }, vm, caller);
  engine.after("createSnapshot", () => {
    snapshot.status = "ok";
    if (vm.lock === held) {
      vm.lock = undefined;
    }
    for (const disk of vm.disks) {
      disk.imageId = engine.ids.next();
    }
    const done = `Snapshot '${description}' creation for VM '${name}' has been completed.`;
    engine.log({ code: 68, description: done }, vm, caller);
    engine.jobs.end(job);
  });
  return snapshot;
}

function checkCreate(vm: Vm | undefined): Vm {
  const cannot = "Cannot create Snapshot";
  if (vm === undefined) {
    throw invalid(`${cannot}. VM is not found.`);
  }
  if (vm.status === "image_locked") {
    throw conflict(`${cannot} because the VM is in Image Locked status.`);
  }
  if (vm.lock !== undefined) {
    throw conflict(`${cannot}${vm.lock}`);
  }
  if (vm.snapshots.some(snapshot => snapshot.status === "in_preview")) {
    throw conflict(`${cannot}. VM is previewing a Snapshot.`);
  }
  if (vm.run?.stateless) {
    throw conflict(
      `${cannot}. The VM is running as Stateless. Please try again when VM is not running as Stateless.`,
    );
  }
  return vm;
}

export function snapshotOf(vm: Vm | undefined, id: string): Snapshot {
  const snapshot = vm?.snapshots.find(candidate => candidate.id === id);
  if (snapshot === undefined) {
    throw entityNotFound(`GetSnapshotBySnapshotId: snapshot id=${id}`);
  }
  return snapshot;
}

/** The snapshot stays to be seen, locked, until it has been merged away. */
export function deleteSnapshot(engine: Engine, caller: Caller, vm: Vm, snapshot: Snapshot): Job {
  const cannot = "Cannot remove Snapshot";
  if (snapshot.type !== "regular") {
    throw conflict(`${cannot}. The operation is only allowed for regular snapshots.`);
  }
  if (vm.snapshots.some(candidate => candidate.status === "in_preview")) {
    throw conflict(`${cannot}. VM is previewing a Snapshot.`);
  }
  if (vm.status === "image_locked") {
    throw conflict(`${cannot}: VM is locked. Please try again in a few minutes.`);
  }
  if (vm.lock !== undefined) {
    throw conflict(`${cannot}${vm.lock}`);
  }
  if (snapshot.status === "locked") {
    throw conflict(`${cannot}${duringSnapshot}`);
  }
  const { name } = vm.settings;
  const { description } = snapshot;
  const job = engine.openJob(caller, `Removing Snapshot ${description} of VM ${name}`);
  const started = `Snapshot '${description}' deletion for VM '${name}' was initiated by ${userName(caller.user)}.`;
  engine.log({ code: 342, description: started }, vm, caller);
  snapshot.status = "locked";
  // A running VM is not held up.
  vm.lock = isRunning(vm) ? vm.lock : duringSnapshot;
  engine.after("deleteSnapshot", () => {
    vm.snapshots = vm.snapshots.filter(candidate => candidate !== snapshot);
    if (vm.lock === duringSnapshot) {
      vm.lock = undefined;
    }
    const done = `Snapshot '${description}' deletion for VM '${name}' has been completed.`;
    engine.log({ code: 356, description: done }, vm, caller);
    engine.jobs.end(job);
  });
  return job;
}
