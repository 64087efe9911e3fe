/**
 * @module A template.
 */

import type { Disk } from "./disk";
import type { Nic } from "./nic";
import type { VmSettings } from "./vm";

export interface Template {
  id: string;
  settings: VmSettings;
  status: "ok" | "locked" | "illegal";
  created: number;
  cluster?: string;
  versionName: string;
  versionNumber: number;
  baseTemplate: string;
  nics: Nic[];
  disks: Disk[];
  /** Disks made from it take so many milliseconds. @default as the engine's durations say */
  delay?: number;
}
