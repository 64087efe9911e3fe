/**
 * @module What the control interface can do to the engine itself, beyond spoiling its requests.
 */

/** What can befall a VM by itself, the guest in it being well. */
export type VmFault =
  | "pause"
  | "pause-no-space"
  | "pause-io"
  /** The host still runs it, but it does not answer. */
  | "not-responding"
  /** A creation that is under way dies inside the engine, and leaves the VM locked for ever. */
  | "fail-creation"
  /** The next restore ends after the preview, as when the engine goes down then. */
  | "cut-restore"
  /** Another VM has a disk of a snapshot of it: a restore is refused after the preview. */
  | "lend-disk";

export const VM_FAULTS: VmFault[] = [
  "pause",
  "pause-no-space",
  "pause-io",
  "not-responding",
  "fail-creation",
  "cut-restore",
  "lend-disk",
];

export interface EngineLevers {
  /** Befalls those VMs now whose names match. The answer: how many. */
  strikeVms(pattern: string, fault: VmFault): number;
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
