/**
 * @module What can go wrong with guests on purpose, chosen by the names of their virtual machines.
 */

export type GuestFault =
  /** Stops answering in the middle of Setup, or after it has come up. */
  | "hang"
  /** Restarts, and again. */
  | "reboot"
  /** The machine dies in the middle of Setup, or after it has come up. */
  | "crash"
  /** Setup goes on for ever; nothing is wrong as far as a host can see. */
  | "never-finish"
  /** Nothing goes through its network adapters. */
  | "no-network"
  /** No guest agent runs in it. */
  | "no-agent";

export const GUEST_FAULTS: GuestFault[] = [
  "hang",
  "reboot",
  "crash",
  "never-finish",
  "no-network",
  "no-agent",
];

export interface GuestFaultRule {
  /** Of VM names; `*` stands for anything. */
  vm: string;
  fault: GuestFault;
  /** How many boots it spoils, for all machines together. @default all */
  times?: number;
}

export class GuestFaults {
  #rules: GuestFaultRule[] = [];

  add(rule: GuestFaultRule): void {
    this.#rules.push({ ...rule });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): GuestFaultRule[] {
    return this.#rules.map(rule => ({ ...rule }));
  }

  /** The faults of this boot; uses up those that are counted. */
  takeFor(vmName: string): Set<GuestFault> {
    const faults = new Set<GuestFault>();
    for (const rule of this.#rules) {
      if (!matchesName(rule.vm, vmName) || rule.times === 0) {
        continue;
      }
      faults.add(rule.fault);
      if (rule.times !== undefined) {
        rule.times -= 1;
      }
    }
    return faults;
  }
}

export function matchesName(pattern: string, name: string): boolean {
  const expression = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${expression}$`, "i").test(name);
}
