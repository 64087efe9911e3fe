/**
 * @module What the control interface can do to the engine itself, beyond spoiling its requests.
 */

export interface EngineLevers {
  /** Every token is dead, as after a restart of the engine. */
  revokeTokens(): void;
  /** A host stops answering, its VMs with it; or it is back. False: there is no such host. */
  setHostLost(name: string, lost: boolean): boolean;
  /** A storage domain has no room for another disk; or it has again. False: there is none of that name. */
  setStorageFull(name: string, full: boolean): boolean;
  /** Disks from that template take so many milliseconds; `undefined`: as usual. False: there is none of that name. */
  setTemplateDelay(name: string, milliseconds: number | undefined): boolean;
  /** Hosts, storage and templates as they were at the start. */
  restoreAll(): void;
  /** How many VMs are in each status. */
  vmsByStatus(): Record<string, number>;
  /** Closes the engine's port, or opens it again. */
  setListening(listening: boolean): Promise<void>;
}
