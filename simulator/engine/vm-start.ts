/**
 * @module Starting a VM, plainly or once with settings of its own.
 */

import type { ActionBody } from "../api/types/action";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { conflict, crashed, EngineFault, entityNotFound, invalid } from "./fault";
import type { Host } from "./inventory";
import type { Job } from "./jobs";
import { mediaFor } from "./media";
import { bootGuest, launchFailed } from "./power";
import { propertiesAt } from "./properties";
import { takeStatelessSnapshot } from "./stateless";
import { busy, type Run, statusWords, type Vm } from "./vm";
import { changed } from "./vm-change";
import { mebibyte } from "./vm-defaults";
import { checkProperties } from "./vm-rules";

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

function wantedHost(engine: Engine, action: ActionBody): Host | undefined {
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

/** A refusal also stands in the log. */
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

function checkStart(engine: Engine, vm: Vm, action: ActionBody, wanted: Host | undefined): Host {
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
