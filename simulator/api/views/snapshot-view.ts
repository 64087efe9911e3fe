/**
 * @module How snapshots are shown.
 */

import type { Engine } from "../../engine/engine";
import type { Snapshot } from "../../engine/snapshot";
import type { Vm } from "../../engine/vm";
import type { SnapshotBody } from "../types/snapshot";
import { actionsOf, linksOf, ref } from "./address";
import { ovf } from "./ovf";
import { keptVmBody } from "./vm-view";

const links = ["cdroms", "disks", "nics"];

export function snapshotBody(engine: Engine, vm: Vm, snapshot: Snapshot): SnapshotBody {
  const kept = snapshot.kept;
  return {
    ...bare(vm, snapshot),
    vm: kept && keptVmBody(engine, vm, kept),
    link: kept === undefined ? [] : linksOf(addressOf(vm, snapshot).href, links),
  };
}

/** The answer to a create: the VM is no more than a reference, but the whole OVF comes along. */
export function newSnapshotBody(engine: Engine, vm: Vm, snapshot: Snapshot): SnapshotBody {
  return {
    ...bare(vm, snapshot),
    initialization: { configuration: { data: ovf(engine, vm), type: "ovf" } },
    vm: ref("vms", vm.id),
    link: linksOf(addressOf(vm, snapshot).href, links),
  };
}

/** What an action's answer says of its snapshot. */
export function snapshotStub(vm: Vm, snapshot: Snapshot): SnapshotBody {
  const self = addressOf(vm, snapshot);
  return {
    ...self,
    actions: actionsOf(self.href, ["restore"]),
    vm: ref("vms", vm.id),
    link: linksOf(self.href, links),
  };
}

function addressOf(vm: Vm, snapshot: Snapshot) {
  return ref(`vms/${vm.id}/snapshots`, snapshot.id);
}

function bare(vm: Vm, snapshot: Snapshot): SnapshotBody {
  const self = addressOf(vm, snapshot);
  return {
    ...self,
    actions: actionsOf(self.href, ["restore"]),
    description: snapshot.description,
    date: snapshot.date,
    persist_memorystate: snapshot.persistMemory,
    snapshot_status: snapshot.status,
    snapshot_type: snapshot.type,
  };
}
