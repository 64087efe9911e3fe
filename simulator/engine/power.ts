/**
 * @module What happens when the power of a VM comes and goes: the guest is booted, and what it tells becomes statuses and
 * events.
 */

import type { GuestEvent, GuestMedia } from "../guest/contract";
import type { Caller } from "./caller";
import { userName } from "./directory";
import type { Engine } from "./engine";
import { endStateless } from "./stateless";
import type { Run, Vm } from "./vm";

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
  engine.log(
    {
      code: 119,
      severity: "error",
      description: `VM ${vm.settings.name} is down with error. Exit message: ${reason}.`,
    },
    vm,
  );
  goDown(engine, vm);
}

/** The host could not start the machine process. */
export function launchFailed(engine: Engine, caller: Caller, vm: Vm, reason: string): void {
  const host = vm.run && engine.host(vm.run.host);
  const { name } = vm.settings;
  crash(engine, vm, reason);
  engine.log(
    { code: 151, severity: "warning", description: `Failed to run VM ${name} on Host ${host?.name}.` },
    vm,
    caller,
    host,
  );
  engine.log(
    {
      code: 54,
      severity: "error",
      description: `Failed to run VM ${name}  (User: ${userName(caller.user)}).`,
    },
    vm,
    caller,
    host,
  );
}

/** What was for this run only is gone; what waited for the next run counts now. */
function goDown(engine: Engine, vm: Vm): void {
  const run = vm.run;
  for (const cancel of run?.cancel ?? []) {
    cancel();
  }
  run?.guest?.cutPower();
  vm.run = undefined;
  vm.status = "down";
  vm.stopped = engine.clock.now();
  if (vm.nextRun !== undefined) {
    vm.settings = vm.nextRun;
    vm.nextRun = undefined;
    vm.generation++;
  }
  if (run?.stateless) {
    endStateless(engine, vm);
  }
}
