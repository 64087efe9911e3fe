/**
 * @module What keeps a VM from being started, in the engine's words, and on which host it runs when nothing does.
 */

import type { ActionBody } from "../api/types/action";
import type { Engine } from "./engine";
import { conflict, entityNotFound, invalid } from "./fault";
import type { Host } from "./inventory";
import { propertiesAt } from "./properties";
import { statusWords, type Vm } from "./vm";
import { changed } from "./vm-change";
import { mebibyte } from "./vm-defaults";
import { checkProperties } from "./vm-rules";

export function wantedHost(engine: Engine, action: ActionBody): Host | undefined {
  const wanted = action.vm?.placement_policy?.hosts?.[0];
  if (wanted === undefined) {
    return undefined;
  }
  const host = [...engine.hosts.values()].find(
    candidate => candidate.id === wanted.id || candidate.name === wanted.name,
  );
  if (host === undefined) {
    throw entityNotFound(wanted.name ?? wanted.id ?? "");
  }
  return host;
}

export function checkStart(engine: Engine, vm: Vm, action: ActionBody, wanted: Host | undefined): Host {
  const cluster = engine.cluster(vm.cluster);
  if (action.vm?.custom_properties !== undefined) {
    const properties = changed(vm.settings, { custom_properties: action.vm.custom_properties }, false);
    checkProperties(properties, "Cannot run VM", propertiesAt(engine, cluster.level));
  }
  if (vm.status === "image_locked") {
    throw conflict("Cannot run VM: VM is locked. Please try again in a few minutes.");
  }
  if (vm.lock !== undefined) {
    throw conflict(`Cannot run VM${vm.lock}`);
  }
  if (vm.status !== "down") {
    throw conflict(`Cannot run VM because the VM is in ${statusWords(vm.status)} status.`);
  }
  if (action.vm?.stateless ?? vm.settings.stateless) {
    checkStateless(vm);
  }
  if (!vm.disks.some(disk => disk.bootable && disk.active)) {
    throw conflict(
      "Cannot run VM without at least one bootable disk.\nAlternatives:\n- Create a disk for this VM, and rerun the VM.\n- Change the boot sequence using the Edit VM command (Boot Option Sub-Tab).\n- Use the 'Run Once' command to select a different boot option and rerun the VM.",
    );
  }
  const locked = vm.disks.filter(disk => disk.status === "locked").map(disk => disk.alias);
  if (locked.length > 0) {
    throw conflict(
      `Cannot run VM: The following disks are locked: ${locked.join(", ")}. Please try again in a few minutes.`,
    );
  }
  if (engine.dataCenterOf(cluster).status !== "up") {
    throw conflict("Cannot run VM. Unknown Data Center status.");
  }
  const hosts = [...engine.hosts.values()].filter(
    host => host.cluster === cluster.id && host.status === "up",
  );
  if (hosts.length === 0) {
    throw invalid(
      "There are no hosts to use. Check that the cluster contains at least one host in Up state.",
    );
  }
  return fittingHost(engine, vm, wanted === undefined ? hosts : hosts.filter(host => host.id === wanted.id));
}

function checkStateless(vm: Vm): void {
  if (vm.snapshots.some(snapshot => snapshot.status === "in_preview")) {
    throw conflict("Cannot run VM. VM is previewing a Snapshot.");
  }
  if (vm.settings.high_availability.enabled) {
    throw conflict("Cannot run VM. Highly Available Virtual servers can not be run as stateless.");
  }
}

/** Megabytes of swap that the scheduler counts on. */
const swap = 4096;

function fittingHost(engine: Engine, vm: Vm, hosts: Host[]): Host {
  const reasons: string[] = [];
  for (const host of hosts) {
    const used = [...engine.vms.values()]
      .filter(other => other.run?.host === host.id)
      .reduce((sum, other) => sum + other.settings.memory, 0);
    if (vm.settings.memory + used <= host.memory) {
      return host;
    }
    reasons.push(
      `The host ${host.name} did not satisfy internal filter Memory because its available memory is too low (${host.memory / mebibyte - 1 + swap} MB) to run the VM.`,
    );
  }
  throw conflict(
    "Cannot run VM. There is no host that satisfies current scheduling constraints. See below for details:",
    ...reasons,
  );
}
