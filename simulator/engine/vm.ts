/**
 * @module A virtual machine as the engine keeps it.
 */

import type { VmBody } from "../api/types/vm";
import type { RunningGuest } from "../guest/contract";
import type { Disk } from "./disk";
import type { Nic } from "./nic";
import type { Snapshot } from "./snapshot";

export type VmStatus =
  | "down"
  | "image_locked"
  | "wait_for_launch"
  | "powering_up"
  | "up"
  | "powering_down"
  | "reboot_in_progress"
  | "paused"
  | "saving_state"
  | "suspended"
  | "restoring_state"
  | "unknown"
  | "not_responding";

/** What a VM always has set. */
type Always =
  | "name"
  | "description"
  | "comment"
  | "auto_pinning_policy"
  | "bios"
  | "console"
  | "cpu"
  | "cpu_pinning_policy"
  | "cpu_shares"
  | "delete_protected"
  | "display"
  | "high_availability"
  | "io"
  | "large_icon"
  | "memory"
  | "memory_policy"
  | "migration"
  | "migration_downtime"
  | "multi_queues_enabled"
  | "origin"
  | "os"
  | "placement_policy"
  | "rng_device"
  | "small_icon"
  | "soundcard_enabled"
  | "sso"
  | "start_paused"
  | "stateless"
  | "storage_error_resume_behaviour"
  | "time_zone"
  | "tpm_enabled"
  | "type"
  | "usb"
  | "virtio_scsi"
  | "virtio_scsi_multi_queues_enabled";

type Sometimes =
  | "custom_compatibility_version"
  | "custom_cpu_model"
  | "custom_emulated_machine"
  | "custom_properties"
  | "initialization"
  | "payloads"
  | "serial_number";

/** The configuration in the API's own shape: what a snapshot keeps and what a change for the next run replaces. */
export type VmSettings = { [K in Always]: NonNullable<VmBody[K]> } & Pick<VmBody, Sometimes>;

export interface AgentData {
  fqdn: string;
  addresses: { mac: string; address: string }[];
}

/** What there is only while a VM runs. */
export interface Run {
  started: number;
  host: string;
  once: boolean;
  /** What is for this run only ends when the guest restarts. */
  volatile: boolean;
  stateless: boolean;
  guest?: RunningGuest;
  agent?: AgentData;
  port: number;
  paused: boolean;
  correlationId: string;
  /** The engine asked the guest to shut down. */
  shutdownAsked?: boolean;
  /** Who asked for the restart that is under way. */
  rebootedBy?: string;
  /** Boots a guest that was started paused. */
  resume?: () => void;
  /** Cuts the power and boots again. */
  reset?: () => void;
  /** Takes back what is planned for this run. */
  cancel: (() => void)[];
}

export interface Vm {
  id: string;
  cluster: string;
  settings: VmSettings;
  nextRun?: VmSettings;
  status: VmStatus;
  created: number;
  stopped: number;
  stopReason?: string;
  template: string;
  originalTemplate: string;
  /** Has been up once: the engine makes no sysprep medium of its own any more. */
  initialized: boolean;
  /** The OVF's generation: grows with every change. */
  generation: number;
  nics: Nic[];
  disks: Disk[];
  snapshots: Snapshot[];
  run?: Run;
  /** A snapshot's memory was restored: the next start does not boot the guest but goes on with it. */
  memoryWaits?: boolean;
  /** Another VM has a disk of its snapshot: a preview can be had of it, but no commit. */
  diskLent?: boolean;
  /** Its next restore ends after the preview: the engine goes down. */
  restoreDies?: boolean;
  /**
   * A command holds the VM. The text follows `Cannot run VM`, such as `. Related operation is currently in progress.
   * Please try again later.`
   */
  lock?: string;
}

export const busy = ". Related operation is currently in progress. Please try again later.";

export const beingUpdated = ". VM is being updated.";

export const duringSnapshot =
  ". The VM is performing an operation on a Snapshot. Please wait for the operation to finish, and try again.";

const running: ReadonlySet<VmStatus> = new Set([
  "wait_for_launch",
  "powering_up",
  "up",
  "powering_down",
  "reboot_in_progress",
  "paused",
  "saving_state",
  "restoring_state",
  "unknown",
  "not_responding",
]);

/** Its guest stands still until the VM is resumed. */
export function freeze({ run }: Vm): void {
  if (run !== undefined) {
    run.guest?.freeze();
    run.resume = () => run.guest?.thaw();
  }
}

export function isRunning(vm: Vm): boolean {
  return running.has(vm.status);
}

const words: Partial<Record<VmStatus, string>> = {
  wait_for_launch: "Wait for Launch",
  powering_up: "Powering Up",
  powering_down: "Powering Down",
  reboot_in_progress: "Reboot In Progress",
  image_locked: "Image Locked",
  not_responding: "Not Responding",
  saving_state: "Saving State",
  restoring_state: "Restoring State",
};

/** A status as the engine's sentences say it: `Wait for Launch`. */
export function statusWords(status: VmStatus): string {
  return words[status] ?? status.charAt(0).toUpperCase() + status.slice(1);
}
