/**
 * @module Brings the engine into the state in which it gives a recorded refusal: the words of the fault say what was wrong.
 */

import { createSnapshot } from "../../simulator/engine/snapshots";
import { statusWords, type Vm, type VmStatus } from "../../simulator/engine/vm";
import { changed } from "../../simulator/engine/vm-change";
import { startVm } from "../../simulator/engine/vm-start";
import { isObject } from "./replay-ids";
import { preview, unpreview } from "./replay-prepare-snapshots";
import { ensureParts } from "./replay-prepare-vm";
import type { Stage } from "./replay-stage";
import type { Tree } from "./replay-tree";

/** What the request and its answer say. */
export interface Refusal {
  detail: string;
  /** The VM that the path names, when it stands for one. */
  vm?: Vm;
  /** The name that the request gives. */
  name?: string;
  request: Tree;
}

const statuses: VmStatus[] = ["up", "down", "wait_for_launch", "powering_up", "paused", "powering_down"];

const causes: [
  words: RegExp,
  prepare: (stage: Stage, refusal: Required<Pick<Refusal, "vm">> & Refusal) => void,
][] = [
  [/VM is locked|disks are locked|Image Locked status|Cannot edit VM\. Related/, creating],
  [/Snapshot is currently being created/, snapshotting],
  [/previewing a Snapshot/, (stage, { vm }) => preview(stage, vm)],
  [/VM's Snapshot does not exist/, (_, { vm }) => unpreview(vm)],
  [/running as Stateless/, stateless],
  [/is not down|VM is running/, (stage, { vm }) => stage.bring(vm, "up")],
  [/VM is not up/, (stage, { vm }) => stage.bring(vm, "down")],
  [/without at least one bootable disk/, (_, { vm }) => void vm.disks.splice(0)],
  [/available memory is too low/, tooLarge],
  [/Invalid time zone for given OS type/, otherFamily],
  [/interface name is already in use/, (stage, { vm, name = "" }) => namesake(stage, vm, name)],
];

/** So that the next exchange finds hosts, data center and cluster as usual. */
export function everythingWell({ engine }: Stage): void {
  for (const host of engine.hosts.values()) {
    host.status = "up";
  }
  for (const center of engine.dataCenters.values()) {
    center.status = "up";
  }
  for (const cluster of engine.clusters.values()) {
    cluster.cpu = "Intel Haswell Family";
  }
}

export function causeRefusal(stage: Stage, refusal: Refusal): void {
  const { detail, vm, name } = refusal;
  const { engine } = stage;
  if (/There are no hosts to use/.test(detail)) {
    for (const host of engine.hosts.values()) {
      host.status = "down";
    }
  } else if (/Unknown Data Center status/.test(detail)) {
    for (const center of engine.dataCenters.values()) {
      center.status = "not_operational";
    }
  } else if (/doesn't support the following CPUs/.test(detail)) {
    for (const cluster of engine.clusters.values()) {
      cluster.cpu = "Intel Nehalem Family";
    }
  } else if (name !== undefined && /VM name is already in use/.test(detail)) {
    stage.calm(engine.vmNamed(name) ?? stage.filler(name));
  } else if (name !== undefined && /Cannot add VM\. Related operation/.test(detail)) {
    engine.nameLocks.add(name);
    stage.clock.after(1000, () => engine.nameLocks.delete(name));
  }
  if (/External Event with this custom id already exists/.test(detail) && isObject(refusal.request)) {
    const { origin, custom_id: customId } = refusal.request;
    const twin = { code: 9801, severity: "normal", description: "the first one" } as const;
    engine.events.add({ ...twin, origin: String(origin), customId: Number(customId) });
  }
  undefineProperties(stage, detail);
  if (vm !== undefined) {
    const [, named] = /for VM ([\w.-]+)\.[\]"]/.exec(detail) ?? [];
    vm.settings.name = named ?? vm.settings.name;
    calmUnlessNamed(stage, vm, detail);
    const status = statuses.find(candidate => detail.includes(`in ${statusWords(candidate)} status`));
    if (status !== undefined) {
      stage.bring(vm, status);
    }
    causes.find(([words]) => words.test(detail))?.[1](stage, { ...refusal, vm });
  }
}

function calmUnlessNamed(stage: Stage, vm: Vm, detail: string): void {
  if (!/locked|Related operation|currently being/i.test(detail)) {
    stage.calm(vm);
  }
}

function undefineProperties({ engine }: Stage, detail: string): void {
  const [, keys = ""] = /not configured by the system\. The keys are: ([^\]]*)/.exec(detail) ?? [];
  const { customProperties, clusterLevel } = engine.settings;
  const missing = keys.split(", ");
  customProperties[clusterLevel] = (customProperties[clusterLevel] ?? "")
    .split(";")
    .filter(definition => !missing.includes(definition.split("=")[0] ?? ""))
    .join(";");
}

function creating(stage: Stage, { vm, detail }: { vm: Vm; detail: string }): void {
  if (vm.status !== "image_locked") {
    stage.bring(vm, "image_locked");
    vm.lock = ". Related operation is currently in progress. Please try again later.";
    stage.clock.after(1000, () => {
      vm.lock = undefined;
    });
  }
  const [, alias] = /disks are locked: ([^.]*)\./.exec(detail) ?? [];
  const [disk] = vm.disks;
  if (disk !== undefined && alias !== undefined) {
    disk.alias = alias;
  }
}

function snapshotting(stage: Stage, { vm }: { vm: Vm }): void {
  if (!vm.lock?.includes("Snapshot")) {
    stage.calm(vm);
    createSnapshot(stage.engine, stage.caller, vm, { description: "under way" });
  }
}

function stateless(stage: Stage, { vm }: { vm: Vm }): void {
  if (vm.run?.stateless !== true) {
    stage.bring(vm, "down");
    vm.settings.stateless = true;
    startVm(stage.engine, stage.caller, vm, {});
    stage.until(() => vm.status === "up");
  }
}

/** What the request asks for fits one family of operating systems: the VM is of the other one. */
function otherFamily(_: Stage, { vm, request }: { vm: Vm; request: Tree }): void {
  const text = JSON.stringify(request);
  const windows = /"time_zone".*"[^"]* Standard Time"|windows/.test(text);
  const settings = windows
    ? { os: { type: "other_linux" }, time_zone: { name: "Etc/GMT" } }
    : { os: { type: "windows_10x64" }, time_zone: { name: "GMT Standard Time" } };
  vm.settings = changed(vm.settings, settings, false);
}

function tooLarge(stage: Stage, { vm }: { vm: Vm }): void {
  stage.bring(vm, "down");
  stage.ensureDisk(vm);
  vm.settings.memory = 2 ** 50;
}

function namesake(stage: Stage, vm: Vm, name: string): void {
  if (!vm.nics.some(nic => nic.name === name)) {
    ensureParts(stage, vm);
    const [nic] = vm.nics;
    if (nic !== undefined) {
      nic.name = name;
    }
  }
}
