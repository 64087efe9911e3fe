/**
 * @module A simulated engine on a bench: no network, a clock that stands still, guests that set themselves up.
 */

import assert from "node:assert/strict";
import type { VmBody } from "../../simulator/api/types/vm";
import { ManualClock } from "../../simulator/clock";
import type { Caller } from "../../simulator/engine/caller";
import { Engine } from "../../simulator/engine/engine";
import { EngineFault } from "../../simulator/engine/fault";
import type { Vm } from "../../simulator/engine/vm";
import { createVm } from "../../simulator/engine/vm-create";
import { SimulatedDomain } from "../../simulator/guest/domain";
import { Guests } from "../../simulator/guest/guests";
import { type SimulatorOptions, setUp } from "../../simulator/options";

export interface EngineRoom {
  engine: Engine;
  clock: ManualClock;
  guests: Guests;
  admin: Caller;
  /** From a template, with its disks there. */
  vm(name: string, template?: string, request?: VmBody): Vm;
  /** Lets time go on until that holds. */
  until(condition: () => boolean, what: string): void;
  /** Codes of the events about that VM, oldest first. */
  codes(vm: Vm): number[];
}

export function engineRoom(options: SimulatorOptions = {}): EngineRoom {
  const clock = new ManualClock();
  const domain = new SimulatedDomain({ name: "room.example.test", accounts: [] });
  const guests = new Guests({ domain, restarts: 1, ...options.guests });
  const { settings, inventory } = setUp({ localFolder: "/nowhere", ...options }, "CERTIFICATE");
  const engine = new Engine(settings, inventory, clock, guests.boot);
  const user = [...engine.users.values()].find(candidate => candidate.administrator);
  if (user === undefined) {
    throw new Error("no administrator");
  }
  const admin: Caller = { user, correlationId: "bench", filtered: false };
  const room: EngineRoom = {
    engine,
    clock,
    guests,
    admin,
    vm: (name, template = "win10-gold", request = {}) => {
      const wanted = { ...request, name, template: { name: template }, cluster: { name: "Default" } };
      const { vm } = createVm(engine, admin, wanted, false);
      room.until(() => vm.status === "down", `${name} is there`);
      return vm;
    },
    until: (condition, what) => {
      for (let tick = 0; tick < 600 && !condition(); tick++) {
        clock.advance(100);
      }
      if (!condition()) {
        throw new Error(`it does not come about that ${what}`);
      }
    },
    codes: vm =>
      engine.events
        .list()
        .filter(event => event.vm?.id === vm.id)
        .map(event => event.code)
        .reverse(),
  };
  return room;
}

/** The engine refuses, with that status and in those words. */
export function ensureFails(call: () => unknown, status: number, words: RegExp): void {
  assert.throws(call, error => {
    assert.ok(error instanceof EngineFault, String(error));
    assert.equal(error.status, status);
    assert.match(error.detail ?? error.reason ?? "", words);
    return true;
  });
}
