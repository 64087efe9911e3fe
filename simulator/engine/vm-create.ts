/**
 * @module Creating a VM: from a template, thin or as a clone, or from Blank.
 */

import type { VmBody } from "../api/types/vm";
import type { Caller } from "./caller";
import type { Disk } from "./disk";
import type { Creation, Engine } from "./engine";
import { conflict } from "./fault";
import { idFrom, zeroId } from "./ids";
import type { Cluster } from "./inventory";
import { propertiesAt } from "./properties";
import type { Template } from "./template";
import { busy, type Vm, type VmSettings } from "./vm";
import { changed } from "./vm-change";
import { checkForm, checkRules, payloadCrash } from "./vm-rules";
import { checkDisks, checkSpace, requireFields, wantedCluster, wantedTemplate } from "./vm-wanted";

export interface NewVm {
  vm: Vm;
  /** There is something to wait for. */
  creation?: Creation;
}

export function createVm(engine: Engine, caller: Caller, request: VmBody, clone: boolean): NewVm {
  requireFields(request);
  const template = wantedTemplate(engine, caller, request);
  const cluster = wantedCluster(engine, request);
  checkDisks(engine, template, request);
  const { cpu, bios } = template.settings;
  const like: VmSettings = {
    ...template.settings,
    name: "",
    cpu: cpu.architecture === "x86_64" ? cpu : { ...cpu, architecture: "x86_64" },
    bios: bios.type === undefined ? { ...bios, type: "q35_ovmf" } : bios,
  };
  const settings = changed(like, { description: "", comment: "", ...request }, true);
  const plan = { template, cluster, settings, clone };
  try {
    checkCreate(engine, plan);
  } catch (error) {
    engine.jobs.end(engine.openJob(caller, jobOf(plan)), "failed");
    throw error;
  }
  return makeVm(engine, caller, plan);
}

function jobOf({ settings, cluster }: Plan): string {
  return `Creating VM ${settings.name} in Cluster ${cluster.name}`;
}

function checkCreate(engine: Engine, { template, cluster, settings, clone }: Plan): void {
  checkForm(settings, "add");
  if (engine.nameLocks.has(settings.name)) {
    throw conflict(`Cannot add VM${busy}`);
  }
  const crash = payloadCrash(settings);
  if (crash !== undefined) {
    throw crash;
  }
  if (engine.vmNamed(settings.name, cluster.dataCenter) !== undefined) {
    throw conflict(
      "Cannot add VM. The VM name is already in use, please choose a unique name and try again.",
    );
  }
  if (template.cluster !== undefined && engine.cluster(template.cluster).dataCenter !== cluster.dataCenter) {
    throw conflict("Cannot add VM. The selected Template doesn't exist in the Cluster's Data Center.");
  }
  if (template.status !== "ok") {
    throw conflict(
      `Cannot add VM: Template ${template.settings.name} is locked. Please try again in a few minutes.`,
    );
  }
  checkRules(settings, "add", cluster.cpu, propertiesAt(engine, cluster.level));
  checkSpace(engine, template, clone);
}

interface Plan {
  template: Template;
  cluster: Cluster;
  settings: Vm["settings"];
  clone: boolean;
}

function makeVm(engine: Engine, caller: Caller, plan: Plan): NewVm {
  const { template, cluster, settings, clone } = plan;
  const now = engine.clock.now();
  const fromBlank = template.id === zeroId;
  const vm: Vm = {
    id: engine.ids.next(),
    cluster: cluster.id,
    settings,
    status: template.disks.length === 0 ? "down" : "image_locked",
    created: now,
    stopped: now,
    template: clone ? zeroId : template.id,
    originalTemplate: template.id,
    initialized: false,
    generation: 1,
    nics: template.nics.map(nic => ({ ...nic, id: engine.ids.next(), mac: engine.macs.take() })),
    disks: template.disks.map(disk => copyDisk(engine, disk)),
    snapshots: [],
  };
  vm.snapshots.push({
    id: engine.ids.next(),
    type: "active",
    status: "ok",
    description: "Active VM",
    date: now,
    persistMemory: false,
  });
  engine.vms.set(vm.id, vm);
  grantCreator(engine, caller, vm);
  const job = engine.openJob(caller, jobOf(plan));
  if (vm.disks.length === 0) {
    engine.log({ code: 34, description: `VM ${settings.name} was created by ${name(caller)}.` }, vm, caller);
    engine.jobs.end(job);
    return { vm };
  }
  engine.log(
    { code: 37, description: `VM ${settings.name} creation was initiated by ${name(caller)}.` },
    vm,
    caller,
  );
  engine.nameLocks.add(settings.name);
  vm.lock = busy;
  const creation: Creation = { id: engine.ids.next(), vm: vm.id, status: "pending" };
  engine.creations.set(creation.id, creation);
  const duration = template.delay ?? engine.durations[clone ? "createClone" : "createThin"];
  engine.clock.after(duration / 2, () => {
    creation.status = creation.status === "pending" ? "in_progress" : creation.status;
  });
  engine.clock.after(duration, () => {
    engine.nameLocks.delete(settings.name);
    engine.jobs.end(job, creation.status === "failed" ? "failed" : "finished");
    if (creation.status !== "failed") {
      finish(engine, caller, vm, creation);
    }
  });
  return { vm, creation: clone || fromBlank ? undefined : creation };
}

function finish(engine: Engine, caller: Caller, vm: Vm, creation: Creation): void {
  creation.status = "complete";
  vm.lock = undefined;
  vm.status = "down";
  vm.stopped = engine.clock.now();
  for (const disk of vm.disks) {
    disk.status = "ok";
    disk.qcowVersion = "qcow2_v3";
  }
  engine.log({ code: 53, description: `VM ${vm.settings.name} creation has been completed.` }, vm, caller);
}

/** A creation that dies half-way: event 60, and the VM stays `image_locked` for ever. */
export function failCreation(engine: Engine, vm: Vm): void {
  for (const creation of engine.creations.values()) {
    if (creation.vm === vm.id && creation.status !== "complete") {
      creation.status = "failed";
    }
  }
  engine.log(
    { code: 60, severity: "error", description: `Failed to complete VM ${vm.settings.name} creation.` },
    vm,
  );
}

function copyDisk(engine: Engine, disk: Disk): Disk {
  return {
    ...disk,
    id: engine.ids.next(),
    imageId: engine.ids.next(),
    status: "locked",
    qcowVersion: undefined,
    content: structuredClone(disk.content),
  };
}

/** Who creates a VM gets the role UserVmManager on it, unless they may do everything anyway. */
function grantCreator(engine: Engine, caller: Caller, vm: Vm): void {
  if (!caller.user.administrator) {
    const id = idFrom(`creator ${vm.id}`);
    engine.permissions.set(id, {
      id,
      role: "def00006-0000-0000-0000-def000000006",
      user: caller.user.id,
      vm: vm.id,
    });
  }
}

function name(caller: Caller): string {
  return `${caller.user.principal}@${caller.user.domain}`;
}
