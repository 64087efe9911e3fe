/**
 * @module What happens when the power of a VM comes and goes: the guest is booted, and what it tells becomes statuses and
 * events.
 */

import type { GuestEvent, GuestMedia } from "../guest/contract";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import type { Host } from "./inventory";
import { endStateless } from "./stateless";
import { beingUpdated, type Run, type Vm } from "./vm";

export function bootGuest(engine: Engine, vm: Vm, run: Run, media: GuestMedia): void {
  const disk = vm.disks.find(candidate => candidate.bootable) ?? vm.disks[0];
  if (disk === undefined) {
    return;
  }
  const boot = () => {
    run.agent = undefined;
    run.guest = engine.boot(
      {
        vmName: vm.settings.name,
        osType: vm.settings.os.type ?? "other",
        nics: vm.nics.filter(nic => nic.plugged).map(({ mac, linked }) => ({ mac, linked })),
        media,
        disk: disk.content,
      },
      event => {
        if (vm.run === run) {
          if (run.volatile && event.kind === "rebooting") {
            takeOut(media);
          }
          hear(engine, vm, run, event);
        }
      },
      engine.clock,
    );
  };
  run.reset = () => {
    run.guest?.cutPower();
    boot();
  };
  boot();
}

/** The guest finds its drives empty when it has restarted. */
function takeOut(media: GuestMedia): void {
  delete media.cdromFiles;
  delete media.floppyFiles;
  delete media.floppyImage;
}

function hear(engine: Engine, vm: Vm, run: Run, event: GuestEvent): void {
  switch (event.kind) {
    case "agent":
      run.agent = { fqdn: event.fqdn, addresses: event.addresses };
      return;
    case "rebooting":
      run.agent = undefined;
      vm.status = "reboot_in_progress";
      engine.log(
        {
          code: 157,
          description: `VM ${vm.settings.name} is rebooting. Rebooted by: ${run.rebootedBy ?? "Guest OS"}`,
        },
        vm,
      );
      run.rebootedBy = undefined;
      return;
    case "restarted":
      if (vm.status === "reboot_in_progress") {
        vm.status = "up";
      }
      return;
    case "powered-off":
      powerOff(engine, vm, run.shutdownAsked ? adminShutdown : "User shut down from within the guest");
      return;
    case "crashed":
      crash(engine, vm, event.reason);
      return;
    case "hung":
      run.agent = undefined;
  }
}

export const adminShutdown = "Admin shut down from the engine";

/** The machine process has ended. */
export function powerOff(engine: Engine, vm: Vm, message: string): void {
  engine.log({ code: 61, description: `VM ${vm.settings.name} is down. Exit message: ${message}` }, vm);
  goDown(engine, vm);
}

function crash(engine: Engine, vm: Vm, reason: string): void {
  logCrash(engine, vm, reason);
  goDown(engine, vm);
}

function logCrash(engine: Engine, vm: Vm, reason: string): void {
  const description = `VM ${vm.settings.name} is down with error. Exit message: ${reason}.`;
  engine.log({ code: 119, severity: "error", description }, vm);
}

/** The host could not start the machine process; the run may go on on another. */
export function launchFailed(
  engine: Engine,
  caller: Caller,
  vm: Vm,
  reason: string,
  stateless: boolean,
): void {
  const host = vm.run && engine.host(vm.run.host);
  const { name } = vm.settings;
  logCrash(engine, vm, reason);
  stopMachine(engine, vm);
  if (stateless) {
    const description = `Failed to restart VM ${name} on Host ${host?.name}`;
    engine.log({ code: 507, severity: "error", description }, vm, caller, host);
  } else {
    const description = `Failed to run VM ${name} on Host ${host?.name}.`;
    engine.log({ code: 151, severity: "warning", description }, vm, caller, host);
  }
}

/**
 * No host is left that might. Of a stateless start it would be told as of its last host, and of two such events within five seconds
 * the engine writes one (AuditLogType in its source).
 */
export function runFailed(engine: Engine, caller: Caller, vm: Vm, host: Host, stateless: boolean): void {
  if (!stateless) {
    const description = `Failed to run VM ${vm.settings.name}  (User: ${userName(caller.user)}).`;
    engine.log({ code: 54, severity: "error", description }, vm, caller, host);
  }
  comeToRest(engine, vm, stateless);
}

function goDown(engine: Engine, vm: Vm): void {
  const stateless = vm.run?.stateless === true;
  stopMachine(engine, vm);
  comeToRest(engine, vm, stateless);
}

/** What was for this run only is gone. */
function stopMachine(engine: Engine, vm: Vm): void {
  const { run } = vm;
  for (const cancel of run?.cancel ?? []) {
    cancel();
  }
  run?.guest?.cutPower();
  vm.run = undefined;
  vm.status = "down";
  vm.stopped = engine.clock.now();
}

/**
 * The VM is held while what waited for the next run is laid over it; a stateless run ends only then (`ProcessDownVmCommand` in
 * the engine's source).
 */
function comeToRest(engine: Engine, vm: Vm, stateless: boolean): void {
  const { nextRun } = vm;
  const end = () => {
    if (stateless) {
      endStateless(engine, vm);
    }
  };
  if (nextRun === undefined) {
    end();
    return;
  }
  vm.nextRun = undefined;
  vm.lock ??= beingUpdated;
  engine.after("applyNextRun", () => {
    vm.lock = vm.lock === beingUpdated ? undefined : vm.lock;
    vm.settings = nextRun;
    vm.generation++;
    end();
  });
}
