/**
 * @module Stopping, shutting down, suspending, restarting.
 */

import type { ActionBody } from "../api/types/action";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, invalid } from "./fault";
import type { Job } from "./jobs";
import { adminShutdown, powerOff } from "./power";
import { busy, freeze, isRunning, statusWords, type Vm } from "./vm";

/** Power off at once. */
export function stopVm(engine: Engine, caller: Caller, found: Vm | undefined, action: ActionBody): Job {
  const vm = existing(found, "stop");
  const { name } = vm.settings;
  const job = engine.openJob(caller, `Stopping VM ${name}`);
  if (vm.status === "suspended") {
    vm.status = "down";
    vm.stopReason = action.reason ?? "";
    const description = `Suspended VM ${name} has had its save state cleared by ${userName(caller.user)}.`;
    engine.log({ code: 111, description }, vm, caller);
    vm.run = undefined;
    engine.jobs.end(job);
    return job;
  }
  if (!isRunning(vm)) {
    return skip(engine, caller, vm, job, "Stop VM");
  }
  const { run } = vm;
  vm.status = "powering_down";
  vm.stopReason = action.reason ?? "";
  run?.guest?.cutPower();
  for (const cancel of run?.cancel.splice(0) ?? []) {
    cancel();
  }
  const reason = action.reason === undefined || action.reason === "" ? "" : ` Reason: ${action.reason}`;
  const description = `VM ${name} powered off by ${userName(caller.user)} (Host: ${hostName(engine, vm)})${reason}.`;
  engine.log({ code: 33, description }, vm, caller);
  engine.after("stop", () => {
    engine.jobs.end(job);
    if (vm.run === run && run !== undefined) {
      powerOff(engine, vm, adminShutdown);
    }
  });
  return job;
}

/** Presses the power button; what becomes of it is the guest's affair. */
export function shutdownVm(engine: Engine, caller: Caller, found: Vm | undefined, action: ActionBody): Job {
  const vm = existing(found, "shutdown");
  const { name } = vm.settings;
  const job = engine.openJob(caller, `Shutting down VM ${name}`);
  if (!isRunning(vm)) {
    return skip(engine, caller, vm, job, "Shutdown VM");
  }
  const { run } = vm;
  const description = `VM shutdown initiated by ${userName(caller.user)} on VM ${name} (Host: ${hostName(engine, vm)}).`;
  engine.log({ code: 73, description }, vm, caller);
  vm.status = "powering_down";
  vm.stopReason = action.reason ?? "";
  if (run !== undefined) {
    run.shutdownAsked = true;
    run.guest?.pressPowerButton();
    run.cancel.push(
      engine.after("shutdownPatience", () => {
        run.shutdownAsked = false;
        vm.status = "up";
        engine.log({ code: 147, severity: "error", description: `Shutdown of VM ${name} failed.` }, vm);
      }),
    );
  }
  engine.jobs.end(job);
  return job;
}

export function suspendVm(engine: Engine, caller: Caller, found: Vm | undefined): Job {
  const vm = existing(found, "hibernate");
  if (vm.status !== "up" || vm.run === undefined) {
    throw conflict("Cannot hibernate VM. VM is not up.");
  }
  if (vm.lock !== undefined) {
    throw conflict(`Cannot hibernate VM${vm.lock}`);
  }
  const { name } = vm.settings;
  const job = engine.openJob(caller, `Hibernating VM ${name}`);
  const description = `Suspending VM ${name} was initiated by User ${userName(caller.user)} (Host: ${hostName(engine, vm)}).`;
  engine.log({ code: 501, description }, vm, caller);
  vm.status = "saving_state";
  freeze(vm);
  engine.after("suspend", () => {
    vm.status = "suspended";
    engine.log({ code: 503, description: `VM ${name} on Host ${hostName(engine, vm)} is suspended.` }, vm);
    engine.jobs.end(job);
  });
  return job;
}

export function rebootVm(engine: Engine, caller: Caller, found: Vm | undefined): Job {
  const vm = runningFor(found, "restart");
  const job = engine.openJob(caller, `Rebooting VM ${vm.settings.name}`);
  if (vm.run !== undefined) {
    vm.run.rebootedBy = userName(caller.user);
    vm.run.guest?.askToRestart();
  }
  engine.jobs.end(job);
  return job;
}

export function resetVm(engine: Engine, caller: Caller, found: Vm | undefined): Job {
  const vm = runningFor(found, "reset");
  const { name } = vm.settings;
  const job = engine.openJob(caller, `Resetting VM ${name}`);
  engine.log(
    { code: 159, description: `VM ${name} is resetting. Reset by: ${userName(caller.user)}` },
    vm,
    caller,
  );
  vm.run?.reset?.();
  engine.jobs.end(job);
  return job;
}

function runningFor(found: Vm | undefined, verb: "restart" | "reset"): Vm {
  const vm = existing(found, verb);
  if (vm.status !== "up" && vm.status !== "powering_up") {
    throw conflict(`Cannot ${verb} VM because the VM is in ${statusWords(vm.status)} status.`);
  }
  return vm;
}

function existing(vm: Vm | undefined, verb: string): Vm {
  if (vm === undefined) {
    throw invalid(`Cannot ${verb} VM. VM is not found.`);
  }
  if (vm.status === "image_locked") {
    throw conflict(`Cannot ${verb} VM. VM is locked. Please try again in a few minutes.`);
  }
  if (vm.lock === busy && !isRunning(vm) && vm.status !== "down") {
    throw conflict(`Cannot ${verb} VM${busy}`);
  }
  return vm;
}

function skip(engine: Engine, caller: Caller, vm: Vm, job: Job, action: string): Job {
  engine.log(
    {
      code: 254,
      description: `VM ${vm.settings.name} is already ${statusWords(vm.status)}, ${action} was skipped. User: ${userName(caller.user)}.`,
    },
    vm,
    caller,
  );
  vm.stopReason = "";
  engine.jobs.end(job);
  return job;
}

function hostName(engine: Engine, vm: Vm): string {
  return vm.run === undefined ? "" : engine.host(vm.run.host).name;
}
