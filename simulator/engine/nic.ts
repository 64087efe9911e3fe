/**
 * @module A network interface, and the pool that MAC addresses come from.
 */

import type { NicBody } from "../api/types/nic";

export interface Nic {
  id: string;
  name: string;
  interface: NonNullable<NicBody["interface"]>;
  mac: string;
  linked: boolean;
  plugged: boolean;
  vnicProfile?: string;
}

/** Gives the lowest free address of the engine's default range. */
export class MacPool {
  readonly #used = new Set<string>();

  take(): string {
    for (let number = 0; ; number++) {
      const mac = address(number);
      if (!this.#used.has(mac)) {
        this.#used.add(mac);
        return mac;
      }
    }
  }

  /** Takes a certain address. False: it is in use. */
  claim(mac: string): boolean {
    const wanted = mac.toLowerCase();
    if (this.#used.has(wanted)) {
      return false;
    }
    this.#used.add(wanted);
    return true;
  }

  release(mac: string): void {
    this.#used.delete(mac.toLowerCase());
  }
}

function address(number: number): string {
  const tail = number.toString(16).padStart(4, "0");
  return `56:6f:00:01:${tail.slice(0, 2)}:${tail.slice(2)}`;
}
