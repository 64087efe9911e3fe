/**
 * @module Stateless runs: a snapshot before, everything as it was after.
 */

import type { Engine } from "./engine";
import { keep, putBack } from "./keepsake";
import { busy, type Vm } from "./vm";

/** The VM stays `down` until the snapshot is there. */
export function takeStatelessSnapshot(engine: Engine, vm: Vm, then: () => void): void {
  vm.lock = busy;
  engine.after("createSnapshot", () => {
    vm.lock = undefined;
    const active = vm.snapshots.find(snapshot => snapshot.type === "active");
    vm.snapshots.push({
      id: active?.id ?? engine.ids.next(),
      type: "stateless",
      status: "ok",
      description: "stateless snapshot",
      date: engine.clock.now(),
      persistMemory: false,
      kept: keep(vm),
    });
    if (active !== undefined) {
      active.id = engine.ids.next();
    }
    then();
  });
}

export function hasStatelessSnapshot(vm: Vm): boolean {
  return vm.snapshots.some(({ type }) => type === "stateless");
}

export function endStateless(engine: Engine, vm: Vm): void {
  const snapshot = vm.snapshots.find(candidate => candidate.type === "stateless");
  if (snapshot?.kept === undefined) {
    return;
  }
  const { kept } = snapshot;
  vm.status = "image_locked";
  engine.after("restoreSnapshot", () => {
    putBack(engine, vm, kept);
    vm.snapshots = vm.snapshots.filter(candidate => candidate !== snapshot);
    vm.status = "down";
  });
}
