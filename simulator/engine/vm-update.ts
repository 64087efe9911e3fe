/**
 * @module Changing a VM: what a request names and nothing else. Of a running VM some of it waits for the next run.
 */

import type { VmBody } from "../api/types/vm";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict } from "./fault";
import { propertiesAt } from "./properties";
import { beingUpdated, busy, isRunning, type Vm, type VmSettings } from "./vm";
import { changed } from "./vm-change";
import { mebibyte } from "./vm-defaults";
import { checkForm, checkRules, payloadCrash } from "./vm-rules";

/** These count at once, running or not. */
const immediate = ["name", "description", "comment", "delete_protected"] as const;

/**
 * @param later `next_run=true`: the change is laid over what waits for the next run already, and nothing is plugged in. Without
 * it what waited is lost, since the change is laid over the settings of now (BackendVmResource and UpdateVmCommand in the
 * engine's source).
 */
export function updateVm(engine: Engine, caller: Caller, vm: Vm, request: VmBody, later = false): void {
  const settings = changed((later ? vm.nextRun : undefined) ?? vm.settings, request, false);
  checkForm(settings, "edit");
  // A snapshot that is being taken or removed is no hindrance.
  if (vm.lock === busy || vm.lock === beingUpdated || vm.status === "image_locked") {
    throw conflict(`Cannot edit VM${vm.lock ?? ": VM is locked. Please try again in a few minutes."}`);
  }
  const crash = payloadCrash(settings);
  if (crash !== undefined) {
    throw crash;
  }
  const cluster = engine.cluster(vm.cluster);
  const namesake = engine.vmNamed(settings.name, cluster.dataCenter);
  if (namesake !== undefined && namesake !== vm) {
    throw conflict(
      "Cannot edit VM. The VM name is already in use, please choose a unique name and try again.",
    );
  }
  checkRules(settings, "edit", cluster.cpu, propertiesAt(engine, cluster.level));
  const oldName = vm.settings.name;
  const job = engine.openJob(caller, `Updating VM ${oldName} Configuration`);
  if (isRunning(vm) || vm.status === "suspended") {
    if (!later) {
      checkPlug(vm, settings);
    }
    changeRunning(vm, settings, later);
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

/** Megabytes of which memory has to be a multiple to be plugged in. */
const memoryBlock = 128;

/** The words of the first two are not recorded. */
function checkPlug({ settings: now, nextRun }: Vm, wanted: VmSettings): void {
  if (nextRun !== undefined && nextRun.memory !== now.memory && nextRun.memory !== wanted.memory) {
    throw conflict("Cannot edit VM. Another change of its memory waits for the next run.");
  }
  const more = (wanted.memory - now.memory) / mebibyte;
  if (more > 0 && more % memoryBlock !== 0) {
    throw conflict(`Cannot edit VM. Hot plugged memory (${more} MB) must be dividable by ${memoryBlock} MB.`);
  }
  if (wanted.memory > (now.memory_policy.max ?? wanted.memory)) {
    const [size, max] = [wanted.memory, now.memory_policy.max ?? 0].map(bytes => bytes / mebibyte);
    throw conflict(`Cannot edit VM. Memory size (${size}MB) cannot exceed maximum memory size (${max}MB).`);
  }
}

/** More memory and more sockets are plugged in; the rest waits. */
function changeRunning(vm: Vm, wanted: VmSettings, later: boolean): void {
  const now: VmSettings = { ...vm.settings };
  for (const field of immediate) {
    Object.assign(now, { [field]: wanted[field] });
  }
  if (!later) {
    plugIn(now, wanted);
  }
  vm.settings = now;
  vm.nextRun = vm.nextRun === undefined && same(now, wanted) ? undefined : wanted;
}

function plugIn(now: VmSettings, wanted: VmSettings): void {
  if (wanted.memory > now.memory) {
    now.memory = wanted.memory;
  }
  const { sockets: wantedSockets = 1, ...others } = wanted.cpu.topology ?? {};
  const { sockets: nowSockets = 1, ...nowOthers } = now.cpu.topology ?? {};
  if (wantedSockets > nowSockets && JSON.stringify(others) === JSON.stringify(nowOthers)) {
    now.cpu = wanted.cpu;
  }
}

function same(a: VmSettings, b: VmSettings): boolean {
  const sorted = (settings: VmSettings) => JSON.stringify(Object.entries(settings).sort());
  return sorted(a) === sorted(b);
}
