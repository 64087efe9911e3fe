/** @module What Pulumi.yaml says of the project that rooms belong to, and the settings files of its rooms. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { readWholeFile } from "../../delivery/whole-file";
import type { RoomFile } from "../../room/preflight/other-rooms";
import { nearestProject } from "./project-folder";

export interface ProjectFile {
  readonly name: string | undefined;
  /** Folder with the settings of the rooms. */
  readonly stacks: string;
}

/** @param folder one that holds Pulumi.yaml */
export function readProject(folder: string): ProjectFile {
  const settings: unknown = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
  const { name, stackConfigDir } = { name: undefined, stackConfigDir: ".", ...(settings as object) };
  const stacks = resolve(folder, String(stackConfigDir));
  return { name: typeof name === "string" ? name : undefined, stacks };
}

/** The settings files of the rooms of this project, as the program compares them. */
export function roomFiles(): RoomFile[] {
  const folder = nearestProject(process.cwd());
  if (folder === undefined) return [];
  const { stacks } = readProject(folder);
  return roomsIn(stacks).map(room => ({
    room,
    text: readWholeFile(roomFileIn(stacks, room)).toString("utf8"),
  }));
}

/** The rooms with a settings file in a folder, sorted. */
export function roomsIn(stacks: string): string[] {
  if (!existsSync(stacks)) return [];
  return readdirSync(stacks)
    .flatMap(name => roomOf(name) ?? [])
    .sort();
}

export function roomFileIn(stacks: string, room: string): string {
  return join(stacks, `Pulumi.${room}.yaml`);
}

/**
 * The room that a file has the settings of, by the file's name. What cannot be the name of a room, such as `--yes`, is
 * none: it would become a part of arguments.
 */
export function roomOf(file: string): string | undefined {
  const room = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
  return room !== undefined && isRoomName(room) ? room : undefined;
}

/** A name becomes a part of file names and of arguments. */
export function isRoomName(name: string): boolean {
  return /^\w[\w.-]*$/.test(name);
}
