/** @module Opening a room by its name: from its stack's settings, or from an old configuration file. */

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { isRoomName } from "../dynamic-providers/project/project";
import { readProjectFile } from "../dynamic-providers/project/project-file";
import { noRoom } from "./no-room";
import { openFoundRoom, openOldRoom } from "./old-files/old-room";
import { type Project, roomFile } from "./project";
import { callPulumi } from "./pulumi/command";
import { NoStackError } from "./pulumi/error";
import type { Room } from "./room/room";
import { readBeforePulumi } from "./settings/settings-file";
import { type RawSettings, readStackSettings } from "./settings/stack-settings";
import { UserError } from "./user-error";

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
  const create = options.create ?? false;
  readBeforePulumi(project, name, create);
  const raw = await readOrCreate(project, name, create);
  return {
    name,
    project,
    origin: relative(project.folder, file),
    raw,
    notes: [],
    templateText: template => readProjectFile(template, "answerFileTemplate"),
    prepareStack: async () => ({ configuration: raw, notes: [] }),
    close: async () => {},
  };
}

/** @throws UserError when it cannot be one */
export function requireRoomName(name: string): void {
  if (!isRoomName(name)) {
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
