/** @module What an old configuration file says, once it is read. */

import type { Connection } from "./connection";
import type { Floppies } from "./floppies/floppies";
import type { OldGroup } from "./group";
import type { SettingPlaces } from "./setting-places";

export interface OldConfiguration {
  readonly connection: Connection;
  readonly floppies: Floppies;
  readonly logging: Logging;
  readonly rooms: readonly OldRoom[];
  /** Where the settings of the engine stand. */
  readonly places: SettingPlaces;
}

/** Paths, as they stand in the file. */
export interface Logging {
  /** A logging configuration of Python. */
  readonly configFile: string;
  readonly logFile: string;
}

export interface OldRoom {
  readonly name: string;
  /** Groups with VMs in them. */
  readonly groups: readonly OldGroup[];
  /** Where their settings stand. */
  readonly places: SettingPlaces;
}
