/**
 * @module Changing a VM: what a request names and nothing else. Of a running VM some of it waits for the next run.
 */

import type { VmBody } from "../api/types/vm";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict } from "./fault";
import { propertiesAt } from "./properties";
import { busy, isRunning, type Vm, type VmSettings } from "./vm";
import { changed } from "./vm-change";
import { checkForm, checkRules, payloadCrash } from "./vm-rules";

/** These count at once, running or not. */
const immediate = ["name", "description", "comment", "delete_protected"] as const;

export function updateVm(engine: Engine, caller: Caller, vm: Vm, request: VmBody): void {
  const settings = changed(vm.nextRun ?? vm.settings, request, false);
  checkForm(settings, "edit");
  // A snapshot that is being taken or removed is no hindrance.
  if (vm.lock === busy || vm.status === "image_locked") {
    throw conflict(`Cannot edit VM${vm.lock ?? ": VM is locked. Please try again in a few minutes."}`);
  }
  const crash = payloadCrash(settings);
  if (crash !== undefined) {
    throw crash;
  }
  const namesake = engine.vmNamed(settings.name);
  if (namesake !== undefined && namesake !== vm) {
    throw conflict(
      "Cannot edit VM. The VM name is already in use, please choose a unique name and try again.",
    );
  }
  const cluster = engine.cluster(vm.cluster);
  checkRules(settings, "edit", cluster.cpu, propertiesAt(engine, cluster.level));
  const oldName = vm.settings.name;
  const job = engine.openJob(caller, `Updating VM ${oldName} Configuration`);
  if (isRunning(vm) || vm.status === "suspended") {
    changeRunning(vm, settings);
  } else {
    vm.settings = settings;
  }
  vm.generation++;
  engine.log(
    {
      code: 35,
      description: `VM ${oldName} configuration was updated by ${userName(caller.user)}.`,
    },
    vm,
    caller,
  );
  if (settings.name !== oldName) {
    const description = `VM ${oldName} was renamed from ${oldName} to ${settings.name} by ${caller.user.principal}.`;
    engine.events.add({ code: 1200, severity: "normal", description, vm: { id: vm.id } });
  }
  engine.jobs.end(job);
}

/** More memory and more sockets are plugged in; the rest waits. */
function changeRunning(vm: Vm, wanted: VmSettings): void {
  const now: VmSettings = { ...vm.settings };
  for (const field of immediate) {
    Object.assign(now, { [field]: wanted[field] });
  }
  if (wanted.memory > now.memory) {
    now.memory = wanted.memory;
  }
  const { sockets: wantedSockets = 1, ...others } = wanted.cpu.topology ?? {};
  const { sockets: nowSockets = 1, ...nowOthers } = now.cpu.topology ?? {};
  if (wantedSockets > nowSockets && JSON.stringify(others) === JSON.stringify(nowOthers)) {
    now.cpu = wanted.cpu;
  }
  vm.settings = now;
  vm.nextRun = same(now, wanted) ? undefined : wanted;
}

function same(a: VmSettings, b: VmSettings): boolean {
  const sorted = (settings: VmSettings) => JSON.stringify(Object.entries(settings).sort());
  return sorted(a) === sorted(b);
}
