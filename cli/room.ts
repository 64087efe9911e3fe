/** @module A room as the commands work on it: from its stack's settings, or from an old configuration file. */

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { readProjectFile } from "../dynamic-providers/project-file";
import { faultTable } from "../room/fault-table";
import { parseSettings } from "../room/parse-settings";
import { type Seat, seatsOf } from "../room/seat";
import { checkSeats } from "../room/seat-checks";
import type { RoomSettings } from "../room/settings";
import { oldPlaces } from "./old-file";
import { openFoundRoom, openOldRoom } from "./old-room";
import { knownRooms, type Project, roomFile } from "./project";
import { callPulumi } from "./pulumi-command";
import { NoStackError } from "./pulumi-error";
import { type RawSettings, readStackSettings } from "./stack-settings";
import { UserError } from "./user-error";

export interface Room {
  readonly name: string;
  readonly project: Project;
  /** The file that the settings come from, as people know it. */
  readonly origin: string;
  /** The settings as they stand there, secrets in the clear. */
  readonly raw: RawSettings;
  /** What is read in a way that somebody may not expect, a line each. */
  readonly notes: readonly string[];
  /** The text of an answer-file template that the settings name. */
  templateText(file: string): string;
  /** Makes the stack ready for Pulumi to work on. @returns the file with its configuration, if it is not its own */
  prepareStack(): Promise<string | undefined>;
  /** Takes away what was made for this command. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Whether the stack is made when the backend has none. */
  readonly create?: boolean;
  /** An old configuration file with the room, absolute. */
  readonly config?: string;
}

/** @param name of the room @throws UserError when there is no such room */
export async function openRoom(project: Project, name: string, options: OpenOptions = {}): Promise<Room> {
  requireRoomName(name);
  if (options.config !== undefined) return openOldRoom(project, name, options.config);
  const file = roomFile(project, name);
  if (!existsSync(file)) {
    const found = openFoundRoom(project, name);
    if (found) return found;
    throw noRoom(project, name, file);
  }
  const raw = await readOrCreate(project, name, options.create ?? false);
  return {
    name,
    project,
    origin: relative(project.folder, file),
    raw,
    notes: [],
    templateText: template => readProjectFile(template, "answerFileTemplate"),
    prepareStack: async () => undefined,
    close: async () => {},
  };
}

/** @throws UserError when it cannot be one */
export function requireRoomName(name: string): void {
  // A name becomes a part of file names and of arguments.
  if (!/^\w[\w.-]*$/.test(name)) {
    throw new UserError(
      `${JSON.stringify(name)} cannot be the name of a room`,
      "Use letters, digits, - _ and .",
    );
  }
}

async function readOrCreate({ folder, name }: Project, room: string, create: boolean): Promise<RawSettings> {
  try {
    return await readStackSettings(folder, name, room);
  } catch (error) {
    if (!create || !(error instanceof NoStackError)) throw error;
    await callPulumi(["stack", "init", room, "--no-select"], { folder, room });
    return readStackSettings(folder, name, room);
  }
}

export function noRoom(project: Project, name: string, file: string): UserError {
  const rooms = knownRooms(project);
  const there = rooms.length > 0 ? `There are: ${rooms.join(", ")}` : `There is none in ${project.stacks}`;
  const old = `An old configuration is in none of ${oldPlaces().join(", ")}; name it with --config`;
  return new UserError(
    `there is no room ${name}: ${relative(project.folder, file)} is missing`,
    `${there}. ${old}`,
  );
}

export interface DefinedRoom {
  readonly settings: RoomSettings;
  readonly seats: readonly Seat[];
}

/** What the settings mean. @throws UserError with everything that is wrong in them */
export function definedRoom(room: Room): DefinedRoom {
  const { settings, faults } = parseSettings(room.raw);
  const seats = settings ? seatsOf(room.name, settings) : [];
  const all = settings ? checkSeats(seats) : faults;
  if (!settings || all.length > 0) {
    throw new UserError(
      `the settings of room ${room.name} in ${room.origin} are not right:\n${faultTable(all)}`,
    );
  }
  return { settings, seats };
}
