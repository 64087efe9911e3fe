/** @module The settings files of rooms: read as they stand, and written whole or not at all. */

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { ValueError } from "../room/fault";
import { faultTable } from "../room/fault-table";
import { collisions, type RoomFile } from "../room/other-rooms";
import { parseSettings } from "../room/parse-settings";
import { seatsOf } from "../room/seat";
import { checkSeats } from "../room/seat-checks";
import { settingsInFile, withoutSecrets } from "../room/stack-file";
import { knownRooms, type Project, roomFile } from "./project";
import { noRoom } from "./room";
import { UserError } from "./user-error";

/** @throws UserError when there is no such room */
export function readRoomFile(project: Project, room: string): RoomFile {
  const file = roomFile(project, room);
  if (!existsSync(file)) throw noRoom(project, room, file);
  return { room, text: readFileSync(file, "utf8") };
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
 * Checks settings that are about to be written: by the schema, seat by seat, and against the other rooms.
 *
 * @param news further files that are about to be written
 * @throws UserError with everything that is wrong
 */
export function checkRoomFile(
  project: Project,
  { room, text }: RoomFile,
  news: readonly RoomFile[] = [],
): void {
  const raw = inFile(project, room, () => settingsInFile(project.name, text));
  const { settings, faults } = parseSettings(withoutSecrets(raw));
  const seats = settings ? seatsOf(room, settings) : [];
  const names = new Set([...knownRooms(project), ...news.map(file => file.room)]);
  const others = [...names]
    .filter(other => other !== room)
    .map(other => news.find(file => file.room === other) ?? readRoomFile(project, other));
  const all = settings
    ? [...checkSeats(seats), ...collisions(project.name, seats, settings.engine.url, others)]
    : faults;
  if (all.length === 0) return;
  throw new UserError(
    `the settings of room ${room} would not be right; nothing is written:\n${faultTable(all)}`,
  );
}
