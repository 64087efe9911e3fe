/**
 * @module `/vms/:vm/snapshots`.
 */

import { crashed } from "../../engine/fault";
import { createSnapshot, deleteSnapshot, snapshotOf } from "../../engine/snapshots";
import { complete } from "../action";
import { nouns } from "../nouns";
import { created, get, list, one, type Route, receive, remove } from "../route";
import { snapshot as snapshotType } from "../types/snapshot";
import { keptDiskBody } from "../views/disk-view";
import { keptNicBody } from "../views/nic-view";
import { newSnapshotBody, snapshotBody } from "../views/snapshot-view";
import { found, maybeVm, vmOf } from "./lookup";

const path = "/vms/:vm/snapshots";

export const snapshotRoutes: Route[] = [
  get(path, call => {
    const vm = vmOf(call);
    const inOrder = vm.snapshots.toSorted((a, b) => a.date - b.date);
    return list(
      nouns.snapshot,
      inOrder.map(snapshot => snapshotBody(call.engine, vm, snapshot)),
    );
  }),
  receive("POST", path, "snapshots add", snapshotType, call => {
    const vm = maybeVm(call);
    const snapshot = createSnapshot(call.engine, call.caller, vm, call.body);
    return created(nouns.snapshot, newSnapshotBody(call.engine, found(vm), snapshot));
  }),
  get(`${path}/:snapshot`, call => {
    const vm = vmOf(call);
    return one(nouns.snapshot, snapshotBody(call.engine, vm, snapshotOf(vm, call.parts.snapshot ?? "")));
  }),
  remove(`${path}/:snapshot`, call => {
    const vm = vmOf(call);
    const snapshot = snapshotOf(vm, call.parts.snapshot ?? "");
    return complete({}, deleteSnapshot(call.engine, call.caller, vm, snapshot));
  }),
  get(`${path}/:snapshot/disks`, call => {
    const snapshot = snapshotOf(vmOf(call), call.parts.snapshot ?? "");
    return list(
      nouns.disk,
      (snapshot.kept?.disks ?? []).map(disk => keptDiskBody(disk, snapshot.id)),
    );
  }),
  get(`${path}/:snapshot/nics`, call => {
    const snapshot = snapshotOf(vmOf(call), call.parts.snapshot ?? "");
    if (snapshot.kept === undefined) {
      throw crashed("java.lang.NullPointerException");
    }
    return list(nouns.nic, snapshot.kept.nics.map(keptNicBody));
  }),
];
