/**
 * @module What can be set before the simulator starts.
 */

import type { Durations } from "./durations";

export interface Account {
  /** As at login: `admin@internal`. */
  name: string;
  password: string;
  /** May do everything; others see and do what their permissions say. */
  administrator: boolean;
  /** Full name, as an Active Directory has it beside the login. @default the name before the profile */
  fullName?: string;
  /** First name, as the directory has it. */
  firstName?: string;
  /** Last name, as the directory has it. @default none */
  lastName?: string;
  /** In the engine's own database from the start. @default administrators are */
  added?: boolean;
  /** Has a permission on the template Blank, which lets log in and no more. @default true */
  permitted?: boolean;
}

export interface EngineSettings {
  /** Compatibility version of data center and cluster, such as `4.3`. */
  clusterLevel: string;
  /** The cluster's CPU type. */
  clusterCpu: string;
  accounts: Account[];
  /** `ENGINE_MAX_USER_SESSIONS`: sessions that one account may have. None: any number. */
  maxUserSessions?: number;
  /** `UserDefinedVMProperties` by level: `floppy=^.*$`. Levels that are not named have none. */
  customProperties: Record<string, string>;
  /** Path prefix by which hosts see the folder of floppy images, and the folder of this machine that stands for it. */
  floppies?: { folderOnHosts: string; localFolder: string };
  durations: Durations;
  /** Bytes of memory of each host. */
  hostMemory: number;
  /** PEM of the hosts' certificate authority, as a running VM shows it. */
  hostCertificate: string;
  /** Seed for ids; none: random. */
  seed?: string;
}

export const levels = ["4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8"];

/** Compares `4.10` and `4.3` as versions. */
export function atLeast(level: string, wanted: string): boolean {
  const [major = 0, minor = 0] = level.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
