/** @module A new room written into the project: its settings file, its stack, its secrets; all of it or nothing. */

import { existsSync, mkdirSync, rmSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { RoomFile } from "../../room/preflight/other-rooms";
import { type Project, roomFile } from "../project";
import { readBytes } from "../read-bytes";
import { writeRoomFile } from "./settings-file";
import { createStack, setSecret } from "./stack-file";

export interface RoomSecret {
  /** In the settings: `engine.password`. */
  readonly path: string;
  readonly value: string;
}

/**
 * Writes the file, makes the stack when there is none, and lets Pulumi encrypt the secrets; on a failure, or when this
 * process is asked to end, the file is as it was before.
 */
export async function writeRoom(
  project: Project,
  { room, text }: RoomFile,
  secrets: readonly RoomSecret[],
): Promise<void> {
  const { folder, name } = project;
  const file = roomFile(project, room);
  const before = existsSync(file) ? readBytes(file).toString("utf8") : undefined;
  const undo = () => {
    if (before === undefined) rmSync(file, { force: true });
    else writeRoomFile(project, { room, text: before });
  };
  mkdirSync(project.stacks, { recursive: true });
  process.once("exit", undo);
  try {
    writeRoomFile(project, { room, text: before === undefined ? text : withEncryptionOf(before, text) });
    await createStack(folder, room);
    // One after the other: each writes the file anew.
    for (const { path, value } of secrets) await setSecret({ folder, room, key: `${name}:${path}`, value });
  } catch (error) {
    undo();
    throw error;
  } finally {
    process.off("exit", undo);
  }
}

/** How a stack's secrets are encrypted is not changed with its settings. */
function withEncryptionOf(before: string, text: string): string {
  const { config: _, ...encryption } = { config: undefined, ...(parse(before) as object | null) };
  return Object.keys(encryption).length === 0 ? text : `${text}${stringify(encryption)}`;
}
