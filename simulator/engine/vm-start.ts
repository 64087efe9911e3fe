/**
 * @module Starting a VM, plainly or once with settings of its own.
 */

import type { ActionBody } from "../api/types/action";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, crashed, EngineFault } from "./fault";
import type { Host } from "./inventory";
import type { Job } from "./jobs";
import { mediaFor } from "./media";
import { bootGuest, launchFailed } from "./power";
import { takeStatelessSnapshot } from "./stateless";
import { busy, type Run, type Vm } from "./vm";
import { checkStart, wantedHost } from "./vm-start-check";

/** A run-once start has any `vm` element, an initialization flag, or a pause. */
function isOnce(action: ActionBody): boolean {
  return (
    action.vm !== undefined ||
    action.pause !== undefined ||
    action.use_sysprep !== undefined ||
    action.use_cloud_init !== undefined ||
    action.use_ignition !== undefined ||
    action.use_initialization !== undefined
  );
}

export function startVm(engine: Engine, caller: Caller, vm: Vm | undefined, action: ActionBody): Job {
  const flags = [action.use_sysprep, action.use_cloud_init, action.use_initialization, action.use_ignition];
  if (flags.filter(flag => flag === true).length > 1) {
    throw new EngineFault(
      409,
      "Cannot use multiple initialization tags simultaneously when running VM.",
      undefined,
    ).as("bare");
  }
  const wanted = wantedHost(engine, action);
  if (vm === undefined) {
    throw crashed(
      'java.lang.NullPointerException: Cannot invoke "org.ovirt.engine.core.common.businessentities.VM.getStatus()" because the return value of "org.ovirt.engine.core.bll.RunVmCommand.getVm()" is null',
    );
  }
  if (vm.status === "paused" || vm.status === "suspended") {
    return resume(engine, caller, vm);
  }
  const host = checkedStart(engine, caller, vm, action, wanted);
  const job = engine.openJob(caller, `Launching VM ${vm.settings.name}`);
  const stateless = action.vm?.stateless ?? vm.settings.stateless;
  const plan: Plan = { engine, caller, vm, action, host, job, stateless };
  if (stateless) {
    takeStatelessSnapshot(engine, vm, () => launch(plan));
  } else {
    launch(plan);
  }
  return job;
}

interface Plan {
  engine: Engine;
  caller: Caller;
  vm: Vm;
  action: ActionBody;
  host: Host;
  job: Job;
  stateless: boolean;
}

/** The refusal of a run-once start also stands in the log. */
function checkedStart(
  engine: Engine,
  caller: Caller,
  vm: Vm,
  action: ActionBody,
  wanted: Host | undefined,
): Host {
  try {
    return checkStart(engine, vm, action, wanted);
  } catch (error) {
    if (error instanceof EngineFault && isOnce(action)) {
      const why = `due to a failed validation: ${error.detail} (User: ${userName(caller.user)})`;
      const description = `Failed to run VM ${vm.settings.name} ${why}.`;
      engine.log({ code: 54, severity: "error", description }, vm, caller);
    }
    throw error;
  }
}

function launch({ engine, caller, vm, action, host, job, stateless }: Plan): void {
  const run: Run = {
    started: engine.clock.now(),
    host: host.id,
    once: isOnce(action),
    volatile: action.volatile === true,
    stateless,
    port: 5900 + [...engine.vms.values()].filter(other => other.run !== undefined).length,
    paused: action.pause === true || vm.settings.start_paused,
    correlationId: caller.correlationId,
    cancel: [],
  };
  vm.run = run;
  vm.stopReason = undefined;
  vm.status = "wait_for_launch";
  const media = mediaFor(engine, vm, action);
  engine.log(
    {
      code: 153,
      description: `VM ${vm.settings.name} was started by ${userName(caller.user)} (Host: ${host.name}).`,
    },
    vm,
    caller,
  );
  const later = (duration: "waitForLaunch" | "poweringUp", call: () => void) =>
    run.cancel.push(engine.after(duration, call));
  later("waitForLaunch", () => {
    if (media.failure !== undefined) {
      launchFailed(engine, caller, vm, media.failure);
      engine.jobs.end(job, "failed");
      return;
    }
    if (run.paused) {
      vm.status = "paused";
      engine.jobs.end(job);
      run.resume = () => bootGuest(engine, vm, run, media.inserted);
      return;
    }
    vm.status = "powering_up";
    bootGuest(engine, vm, run, media.inserted);
    later("poweringUp", () => {
      vm.initialized = true;
      if (vm.status === "powering_up") {
        vm.status = "up";
      }
      const as = stateless ? " as stateless" : "";
      engine.log(
        { code: 32, description: `VM ${vm.settings.name} started on Host ${host.name}${as}` },
        vm,
        caller,
      );
      engine.jobs.end(job);
    });
  });
}

/** From `paused` at once, from `suspended` after its memory was read back. */
function resume(engine: Engine, caller: Caller, vm: Vm): Job {
  if (vm.lock !== undefined) {
    throw conflict(`Cannot run VM${busy}`);
  }
  const job = engine.openJob(caller, `Launching VM ${vm.settings.name}`);
  const done = () => {
    vm.status = "up";
    const run = vm.run;
    if (run !== undefined) {
      run.paused = false;
      run.resume?.();
      run.resume = undefined;
    }
    const host = vm.run === undefined ? "" : engine.host(vm.run.host).name;
    engine.log(
      {
        code: 40,
        description: `VM ${vm.settings.name} was resumed by ${userName(caller.user)} (Host: ${host}).`,
      },
      vm,
      caller,
    );
    engine.jobs.end(job);
  };
  if (vm.status === "suspended") {
    vm.status = "restoring_state";
    engine.after("suspend", done);
  } else {
    done();
  }
  return job;
}
