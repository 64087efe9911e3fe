/**
 * @module All guests that run: boots them, counts them, shows them, and makes them fail.
 */

import { boot, suffer } from "./boot";
import type { BootGuest, JournalEntry } from "./contract";
import type { SimulatedDomain } from "./domain";
import { DEMO_DURATIONS, type GuestDurations } from "./durations";
import { type GuestFault, GuestFaults, matchesName } from "./faults";
import { Machine, type Phase, type World } from "./machine";

export interface GuestsOptions {
  domain: SimulatedDomain;
  durations?: Partial<GuestDurations>;
  /** How often Setup restarts a machine. @default 1 to 3, always the same for a VM's name */
  restarts?: number;
  /** How often a failed join is tried. Windows: some 80 times. @default 3 */
  joinTries?: number;
  /** @default true */
  agentTellsDomain?: boolean;
}

export interface GuestView {
  vm: string;
  phase: Phase;
  screen: string;
  computerName?: string;
  journal: JournalEntry[];
}

export class Guests {
  readonly faults = new GuestFaults();
  /** Machines that somebody switched on to set themselves up, and that still run: now, and the most there ever were. */
  readonly settingUp = { now: 0, max: 0 };
  readonly #world: World;
  readonly #machines = new Set<Machine>();

  constructor(options: GuestsOptions) {
    this.#world = {
      domain: options.domain,
      durations: { ...DEMO_DURATIONS, ...options.durations },
      joinTries: options.joinTries ?? 3,
      agentTellsDomain: options.agentTellsDomain ?? true,
      ...(options.restarts === undefined ? {} : { restarts: options.restarts }),
    };
  }

  readonly boot: BootGuest = (hardware, tell, clock) => {
    const machine: Machine = new Machine(this.#world, hardware, this.faults.takeFor(hardware.vmName), {
      tell,
      clock,
      stories: { boot, suffer },
      ended: () => this.#forget(machine),
    });
    this.#machines.add(machine);
    if (machine.setsUp) {
      this.settingUp.now += 1;
      this.settingUp.max = Math.max(this.settingUp.max, this.settingUp.now);
    }
    return machine;
  };

  /** Makes the running ones of that name fail now. The answer: how many there were. */
  strike(vm: string, fault: GuestFault): number {
    const struck = [...this.#machines].filter(machine => matchesName(vm, machine.hardware.vmName));
    for (const machine of struck) {
      machine.suffer(fault);
    }
    return struck.length;
  }

  /** The running ones whose names match. */
  view(vm = "*"): GuestView[] {
    return [...this.#machines]
      .filter(machine => matchesName(vm, machine.hardware.vmName))
      .map(({ hardware, phase, shown }) => ({
        vm: hardware.vmName,
        phase,
        screen: shown,
        ...(hardware.disk.computerName === undefined ? {} : { computerName: hardware.disk.computerName }),
        journal: hardware.disk.journal,
      }));
  }

  #forget(machine: Machine): void {
    this.#machines.delete(machine);
    if (machine.setsUp) {
      this.settingUp.now -= 1;
    }
  }
}
