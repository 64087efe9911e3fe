/** @module A room as the commands work on it, and what its settings mean. */

import { faultTable } from "../../room/fault/fault-table";
import { type Seat, seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";
import { atOldKeys, type OldPlaces, oldPlacesKey } from "../../room/settings/old-places";
import { parseSettings } from "../../room/settings/parse-settings";
import type { RoomSettings } from "../../room/settings/settings";
import type { Project } from "../project";
import type { RawSettings } from "../settings/stack-settings";
import { UserError } from "../user-error";

export interface Room {
  readonly name: string;
  readonly project: Project;
  /** The file that the settings come from, as people know it. */
  readonly origin: string;
  /** The settings as they stand there, secrets in the clear. */
  readonly raw: RawSettings;
  /** Where they stand there, when it is an old file. */
  readonly oldPlaces?: OldPlaces;
  /** What is read in a way that somebody may not expect, a line each. */
  readonly notes: readonly string[];
  /** The text of an answer-file template that the settings name. */
  templateText(file: string): string;
  /** Makes the stack ready for Pulumi to work on. */
  prepareStack(): Promise<PreparedStack>;
  /** Takes away what was made for this command. */
  close(): Promise<void>;
}

export interface PreparedStack {
  /** The file with its configuration, if it is not its own. */
  readonly configFile?: string;
  /** What stands in it. */
  readonly configuration: RawSettings;
  /** What was decided by what the engine has, a line each. */
  readonly notes: readonly string[];
}

/** What the providers are told: settings, and where they stand in an old file. @param settings in place of the room's own */
export function configurationOf({ raw, oldPlaces }: Room, settings: RawSettings = raw): RawSettings {
  return oldPlaces ? { ...settings, [oldPlacesKey]: oldPlaces } : settings;
}

export interface DefinedRoom {
  readonly settings: RoomSettings;
  readonly seats: readonly Seat[];
}

/** What the settings mean. @throws UserError with everything that is wrong in them */
export function definedRoom(room: Room): DefinedRoom {
  const { settings, faults } = parseSettings(room.raw);
  const seats = settings ? seatsOf(room.name, settings) : [];
  const all = settings ? checkSeats(seats, settings) : faults;
  if (!settings || all.length > 0) {
    throw new UserError(
      `the settings of room ${room.name} in ${room.origin} are not right:\n${faultTable(atOldKeys(all, room.oldPlaces))}`,
    );
  }
  return { settings, seats };
}
