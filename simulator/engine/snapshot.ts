/**
 * @module A snapshot: the VM's configuration, NICs and disks of one moment.
 */

import type { Disk } from "./disk";
import type { Nic } from "./nic";
import type { VmSettings } from "./vm";

/** What a snapshot keeps of its VM. */
export interface Keepsake {
  settings: VmSettings;
  nics: Nic[];
  disks: Disk[];
  initialized: boolean;
  created: number;
  stopped: number;
}

export interface Snapshot {
  id: string;
  type: "active" | "regular" | "preview" | "stateless";
  status: "ok" | "locked" | "in_preview";
  description: string;
  date: number;
  persistMemory: boolean;
  /** The active snapshot is the VM itself and keeps nothing. */
  kept?: Keepsake;
}
