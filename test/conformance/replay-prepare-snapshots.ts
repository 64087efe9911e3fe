/**
 * @module Brings a VM's snapshots into the state in which an answer shows them.
 */

import type { SnapshotBody } from "../../simulator/api/types/snapshot";
import type { VmBody } from "../../simulator/api/types/vm";
import { keep } from "../../simulator/engine/keepsake";
import { previewSnapshot } from "../../simulator/engine/preview";
import type { Snapshot } from "../../simulator/engine/snapshot";
import { createSnapshot, deleteSnapshot } from "../../simulator/engine/snapshots";
import type { Vm } from "../../simulator/engine/vm";
import { startVm } from "../../simulator/engine/vm-start";
import { showAs } from "./replay-prepare-vm";
import type { Stage } from "./replay-stage";

/** The snapshot that stands for a recorded one, made when there is none. */
export function ensureSnapshot(stage: Stage, vm: Vm, recordedId: string, description?: string): Snapshot {
  const regular = vm.snapshots.filter(snapshot => snapshot.type === "regular");
  const id = stage.ids.here(recordedId);
  const snapshot =
    regular.find(candidate => candidate.id === id) ??
    regular.find(candidate => candidate.description === description) ??
    takeSnapshot(stage, vm, description ?? "prepared");
  snapshot.description = description ?? snapshot.description;
  stage.ids.bind(recordedId, snapshot.id);
  return snapshot;
}

function takeSnapshot(stage: Stage, vm: Vm, description: string): Snapshot {
  const stateless = vm.run?.stateless === true;
  if (stateless) {
    stage.bring(vm, "down");
  }
  stage.calm(vm);
  const snapshot = createSnapshot(stage.engine, stage.caller, vm, {
    description,
    persist_memorystate: false,
  });
  stage.calm(vm);
  if (stateless) {
    stage.bring(vm, "up");
  }
  return snapshot;
}

/** The list is what there is: others go, missing ones are taken. */
export function showSnapshots(stage: Stage, vm: Vm, bodies: SnapshotBody[]): void {
  const shown = bodies.find(body => body.vm !== undefined)?.vm as VmBody | undefined;
  const stateless = bodies.some(body => body.snapshot_type === "stateless");
  const regular = bodies.filter(body => body.snapshot_type === "regular");
  if (bodies.some(body => body.snapshot_status === "in_preview")) {
    showPreview(stage, vm, regular);
    return;
  }
  for (const body of regular) {
    const snapshot = ensureSnapshot(stage, vm, body.id ?? "", body.description);
    snapshot.persistMemory = body.persist_memorystate ?? snapshot.persistMemory;
    if (body.snapshot_status === "ok") {
      stage.until(() => snapshot.status === "ok");
    }
  }
  if (stateless && vm.run?.stateless !== true) {
    stage.bring(vm, "down");
    stage.calm(vm);
    vm.settings.stateless = true;
    startVm(stage.engine, stage.caller, vm, {});
    stage.until(() => vm.status === "up");
  }
  if (shown !== undefined) {
    showAs(stage, vm, { ...shown, stateless: vm.settings.stateless });
    for (const snapshot of vm.snapshots) {
      snapshot.kept &&= keepLike(vm, snapshot);
    }
  }
  const names = new Set(bodies.map(body => body.description));
  vm.snapshots = vm.snapshots.filter(snapshot => names.has(snapshot.description));
  for (const body of regular) {
    showLock(stage, vm, body);
  }
}

/** What the recordings show of a kept VM follows what they show of the VM. */
function keepLike(vm: Vm, snapshot: Snapshot): Snapshot["kept"] {
  return snapshot.kept && { ...keep(vm), disks: snapshot.kept.disks, nics: snapshot.kept.nics };
}

export function showLock(stage: Stage, vm: Vm, body: SnapshotBody): void {
  const snapshot = vm.snapshots.find(candidate => candidate.id === stage.ids.here(body.id ?? ""));
  if (snapshot !== undefined && body.snapshot_status === "locked" && snapshot.status === "ok") {
    if (vm.lock === undefined) {
      deleteSnapshot(stage.engine, stage.caller, vm, snapshot);
    } else {
      snapshot.status = "locked";
    }
  } else if (snapshot !== undefined && body.snapshot_status === "ok") {
    stage.until(() => snapshot.status === "ok");
  }
}

function showPreview(stage: Stage, vm: Vm, regular: SnapshotBody[]): void {
  for (const body of regular) {
    ensureSnapshot(stage, vm, body.id ?? "", body.description);
  }
  const target = regular.find(body => body.snapshot_status === "in_preview");
  preview(
    stage,
    vm,
    vm.snapshots.find(snapshot => snapshot.id === stage.ids.here(target?.id ?? "")),
  );
}

/** One of the VM's snapshots is previewed. */
export function preview(stage: Stage, vm: Vm, wanted?: Snapshot): void {
  stage.calm(vm);
  if (vm.snapshots.some(snapshot => snapshot.status === "in_preview")) {
    return;
  }
  stage.bring(vm, "down");
  const snapshot =
    wanted ?? vm.snapshots.find(({ type }) => type === "regular") ?? takeSnapshot(stage, vm, "prepared");
  previewSnapshot(stage.engine, stage.caller, vm, snapshot);
  stage.calm(vm);
}

export function unpreview(vm: Vm): void {
  for (const snapshot of vm.snapshots) {
    snapshot.status = "ok";
  }
  vm.snapshots = vm.snapshots.filter(snapshot => snapshot.type !== "preview");
}
