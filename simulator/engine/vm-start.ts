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
import { bootGuest, launchFailed, runFailed } from "./power";
import { endStateless, hasStatelessSnapshot, takeStatelessSnapshot } from "./stateless";
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
  const plan: Plan = { engine, caller, vm, action, host, job, stateless, tried: [] };
  if (hasStatelessSnapshot(vm)) {
    onlyCleanUp(plan);
  } else if (stateless) {
    const description = `Starting VM ${vm.settings.name} was initiated by ${userName(caller.user)}.`;
    engine.log({ code: 150, description }, vm, caller);
    takeStatelessSnapshot(engine, vm, () => launchStateless(plan));
  } else {
    launch(plan);
  }
  return job;
}

/** A stateless run has ended without its end: that is made up for, and the VM not started. */
function onlyCleanUp({ engine, caller, vm, job }: Plan): void {
  const why = "because exist snapshot for stateless state. Snapshot will be deleted.";
  endStateless(engine, vm);
  engine.log(
    { code: 1001, severity: "error", description: `Failed to start VM ${vm.settings.name}, ${why}` },
    vm,
    caller,
  );
  engine.jobs.end(job);
}

/** Once its snapshot is there the engine looks again whether it can be started; if it cannot, the snapshot stays. */
function launchStateless(plan: Plan): void {
  const { engine, caller, vm, action, job } = plan;
  try {
    const host = checkStart(engine, vm, action, wantedHost(engine, action));
    launch({ ...plan, host });
  } catch (error) {
    if (!(error instanceof EngineFault)) {
      throw error;
    }
    const description = `Failed to complete starting of VM ${vm.settings.name}.`;
    engine.log({ code: 70, severity: "error", description }, vm, caller);
    engine.jobs.end(job, "failed");
  }
}

interface Plan {
  engine: Engine;
  caller: Caller;
  vm: Vm;
  action: ActionBody;
  host: Host;
  job: Job;
  stateless: boolean;
  /** Hosts that could not launch it. */
  tried: readonly Host[];
}

/** Hosts that are tried before the engine gives up: MaxRerunVmOnVdsCount in its source. */
const mostHosts = 3;

/** The refusal also stands in the log (`validate` of RunVmCommandBase in the engine's source). */
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
    if (error instanceof EngineFault) {
      const why = `due to a failed validation: ${error.detail} (User: ${userName(caller.user)})`;
      const description = `Failed to run VM ${vm.settings.name} ${why}.`;
      engine.log({ code: 54, severity: "error", description }, vm, caller);
    }
    throw error;
  }
}

function launch(plan: Plan): void {
  const { engine, caller, vm, action, host, job, stateless } = plan;
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
  if (!stateless) {
    const description = `VM ${vm.settings.name} was started by ${userName(caller.user)} (Host: ${host.name}).`;
    engine.log({ code: 153, description }, vm, caller);
  }
  const later = (duration: "waitForLaunch" | "poweringUp", call: () => void) =>
    run.cancel.push(engine.after(duration, call));
  later("waitForLaunch", () => {
    const failure = media.failure ?? host.launchFailure;
    if (failure !== undefined) {
      launchFailed(engine, caller, vm, failure, stateless);
      launchElsewhere(plan);
      return;
    }
    if (run.paused) {
      vm.status = "paused";
      engine.jobs.end(job);
      run.resume = () => bootGuest(engine, vm, run, media.inserted);
      return;
    }
    vm.status = vm.memoryWaits ? "restoring_state" : "powering_up";
    if (!vm.memoryWaits) bootGuest(engine, vm, run, media.inserted);
    vm.memoryWaits = false;
    later("poweringUp", () => {
      vm.initialized = true;
      if (vm.status === "powering_up" || vm.status === "restoring_state") {
        vm.status = "up";
      }
      const { name } = vm.settings;
      const as = stateless
        ? { code: 537, description: `VM ${name} was restarted on Host ${host.name} as stateless` }
        : { code: 32, description: `VM ${name} started on Host ${host.name}` };
      engine.log(as, vm, caller);
      engine.jobs.end(job);
    });
  });
}

/** A moment later the next host is tried, if there is one. */
function launchElsewhere(plan: Plan): void {
  const { engine, caller, vm, host, job, stateless } = plan;
  const tried = [...plan.tried, host];
  const next = [...engine.hosts.values()].find(
    other => other.cluster === host.cluster && other.status === "up" && !tried.includes(other),
  );
  if (next && tried.length < mostHosts) {
    vm.lock = busy;
    engine.after("waitForLaunch", () => {
      vm.lock = undefined;
      launch({ ...plan, host: next, tried });
    });
    return;
  }
  runFailed(engine, caller, vm, host, stateless);
  engine.jobs.end(job, "failed");
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
