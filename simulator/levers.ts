/**
 * @module What can be done to the engine from outside its API: hosts lost, storage filled, templates slow, VMs paused.
 */

import type { EngineLevers, VmFault } from "./control/levers";
import type { Engine } from "./engine/engine";
import { freeze, isRunning, type Vm } from "./engine/vm";
import { failCreation } from "./engine/vm-create";
import { matchesName } from "./guest/faults";

export type PauseReason = "no space" | "unknown" | "I/O" | "permissions" | "asked";

const pauseEvents: Record<PauseReason, { code: number; text: string }> = {
  "no space": { code: 138, text: "has been paused due to no Storage space error." },
  unknown: { code: 139, text: "has been paused due to unknown storage error." },
  "I/O": { code: 145, text: "has been paused due to storage I/O problem." },
  permissions: { code: 146, text: "has been paused due to storage permissions problem." },
  asked: { code: 1025, text: "has been paused." },
};

/** A running VM stands still. */
export function pauseVm(engine: Engine, vm: Vm, reason: PauseReason): void {
  const { code, text } = pauseEvents[reason];
  const severity = reason === "asked" ? "normal" : "error";
  vm.status = "paused";
  freeze(vm);
  engine.log({ code, severity, description: `VM ${vm.settings.name} ${text}` }, vm);
}

/** The host still runs it, but it does not answer. */
export function stopResponding(engine: Engine, vm: Vm): void {
  vm.status = "not_responding";
  engine.log(
    { code: 126, severity: "warning", description: `VM ${vm.settings.name} is not responding.` },
    vm,
  );
}

export function makeLevers(
  engine: Engine,
  setListening: (listening: boolean) => Promise<void>,
): EngineLevers {
  const atStart = new Map([...engine.storageDomains.values()].map(domain => [domain.id, domain.available]));
  const levers: EngineLevers = {
    strikeVms: (pattern, fault) => {
      const struck = [...engine.vms.values()].filter(
        vm => matchesName(pattern, vm.settings.name) && canSuffer(vm, fault),
      );
      for (const vm of struck) {
        strike(engine, vm, fault);
      }
      return struck.length;
    },
    revokeTokens: () => engine.sessions.revokeAll(),
    setHostLost: (name, lost) => {
      const host = [...engine.hosts.values()].find(candidate => candidate.name === name);
      if (host === undefined) {
        return false;
      }
      host.status = lost ? "non_responsive" : "up";
      for (const vm of engine.vms.values()) {
        if (vm.run?.host === host.id) {
          loseOrFind(engine, vm, lost);
        }
      }
      return true;
    },
    setStorageFull: (name, full) => {
      const domain = [...engine.storageDomains.values()].find(candidate => candidate.name === name);
      if (domain === undefined) {
        return false;
      }
      domain.available = full ? 0 : (atStart.get(domain.id) ?? 0);
      return true;
    },
    setTemplateDelay: (name, milliseconds) => {
      const template = [...engine.templates.values()].find(candidate => candidate.settings.name === name);
      if (template === undefined) {
        return false;
      }
      template.delay = milliseconds;
      return true;
    },
    restoreAll: () => {
      for (const host of engine.hosts.values()) {
        levers.setHostLost(host.name, false);
      }
      for (const domain of engine.storageDomains.values()) {
        domain.available = atStart.get(domain.id) ?? domain.available;
      }
      for (const template of engine.templates.values()) {
        template.delay = undefined;
      }
    },
    vmsByStatus: () => {
      const counts: Record<string, number> = {};
      for (const vm of engine.vms.values()) {
        counts[vm.status] = (counts[vm.status] ?? 0) + 1;
      }
      return counts;
    },
    setListening,
  };
  return levers;
}

function canSuffer(vm: Vm, fault: VmFault): boolean {
  switch (fault) {
    case "fail-creation":
      return vm.status === "image_locked";
    case "cut-restore":
    case "lend-disk":
      return true;
    default:
      return isRunning(vm);
  }
}

function strike(engine: Engine, vm: Vm, fault: VmFault): void {
  switch (fault) {
    case "pause":
      pauseVm(engine, vm, "asked");
      break;
    case "pause-no-space":
      pauseVm(engine, vm, "no space");
      break;
    case "pause-io":
      pauseVm(engine, vm, "I/O");
      break;
    case "not-responding":
      stopResponding(engine, vm);
      break;
    case "fail-creation":
      failCreation(engine, vm);
      break;
    case "cut-restore":
      vm.restoreDies = true;
      break;
    case "lend-disk":
      vm.diskLent = true;
  }
}

/** The engine does not know what becomes of VMs on a lost host; once it is back it does. */
function loseOrFind(engine: Engine, vm: Vm, lost: boolean): void {
  if (lost && isRunning(vm)) {
    engine.after("hostLost", () => {
      if (vm.run !== undefined && engine.host(vm.run.host).status !== "up") {
        vm.status = "unknown";
        const description = `VM ${vm.settings.name} was set to the Unknown status.`;
        engine.log({ code: 142, severity: "warning", description }, vm);
      }
    });
  } else if (!lost && vm.status === "unknown") {
    vm.status = "up";
  }
}
