/** @module The settings files of rooms: read as they stand, and written whole or not at all. */

import { existsSync, renameSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Fault } from "../../room/fault/fault";
import { faultTable } from "../../room/fault/fault-table";
import { collisions, type RoomFile } from "../../room/preflight/other-rooms";
import { seatsOf } from "../../room/seat";
import { checkSeats } from "../../room/seat-checks";
import { atOldKeys } from "../../room/settings/old-places";
import { parseSettings } from "../../room/settings/parse-settings";
import { holdsConfig, settingsInFile, withoutSecrets } from "../../room/settings/stack-file";
import { unquotedValues } from "../../room/settings/unquoted-values";
import { ValueError } from "../../room/text/value-error";
import { noRoom } from "../no-room";
import { knownRooms, type Project, roomFile } from "../project";
import { readBytes } from "../read-bytes";
import { UserError } from "../user-error";

/** @throws UserError when there is no such room */
export function readRoomFile(project: Project, room: string): RoomFile {
  const file = roomFile(project, room);
  if (!existsSync(file)) throw noRoom(project, room, file);
  return { room, text: readBytes(file).toString("utf8") };
}

export function writeRoomFile(project: Project, { room, text }: RoomFile): void {
  const file = roomFile(project, room);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** What YAML and its limits have against a file, told with its name. */
export function inFile<T>(project: Project, room: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new UserError(
      `${relative(project.folder, roomFile(project, room))}: ${error.message}`,
      error.remedy,
    );
  }
}

/**
 * Reads a room's file before Pulumi does, which tells no line of what it cannot read.
 *
 * @param making whether Pulumi may make the stack: then it writes into the file what it makes of texts without quotes
 * @throws UserError with the file, the line and the way out
 */
export function readBeforePulumi(project: Project, room: string, making: boolean): void {
  const { text } = readRoomFile(project, room);
  const raw = inFile(project, room, () => settingsInFile(project.name, text));
  const early = making ? earlyFaults(project, text) : [];
  if (early.length === 0) return;
  const { faults } = holdsConfig(text) ? parseSettings(withoutSecrets(raw)) : { faults: [] };
  const origin = relative(project.folder, roomFile(project, room));
  throw new UserError(
    `the settings of room ${room} in ${origin} are not right:\n${faultTable([...early, ...faults])}`,
  );
}

/** What of a file Pulumi would pass over, or change. */
function earlyFaults(project: Project, text: string): Fault[] {
  if (holdsConfig(text)) return unquotedValues(project.name, text);
  const remedy = 'Write a line "config:" above the settings, and set them in below it';
  return [{ path: "config", message: "is missing: all settings stand below it", remedy }];
}

/**
 * Checks settings that are about to be written.
 *
 * @param news further files that are about to be written
 * @throws UserError with everything that is wrong
 */
export function checkRoomFile(project: Project, file: RoomFile, news: readonly RoomFile[] = []): void {
  const faults = faultsOfRoomFile(project, file, news);
  if (faults.length === 0) return;
  const { room, oldPlaces } = file;
  const from = oldPlaces ? ` (they come from ${oldPlaces.file})` : "";
  const table = faultTable(atOldKeys(faults, oldPlaces));
  throw new UserError(
    `the settings of room ${room} would not be right; nothing is written${from}:\n${table}`,
  );
}

/** What is wrong with settings: by the schema, seat by seat, and against the other rooms. */
export function faultsOfRoomFile(
  project: Project,
  { room, text }: RoomFile,
  news: readonly RoomFile[] = [],
): readonly Fault[] {
  const raw = inFile(project, room, () => settingsInFile(project.name, text));
  const { settings, faults } = parseSettings(withoutSecrets(raw));
  const seats = settings ? seatsOf(room, settings) : [];
  const names = new Set([...knownRooms(project), ...news.map(file => file.room)]);
  const others = [...names]
    .filter(other => other !== room)
    .map(other => news.find(file => file.room === other) ?? readRoomFile(project, other));
  const early = earlyFaults(project, text);
  if (!holdsConfig(text)) return early;
  return settings
    ? [
        ...early,
        ...checkSeats(seats, settings),
        ...collisions(project.name, seats, settings.engine.url, others),
      ]
    : [...faults, ...early];
}
