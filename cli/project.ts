/** @module The Pulumi project that the rooms belong to, and the files of its rooms. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { UserError } from "./user-error";

export interface Project {
  readonly folder: string;
  readonly name: string;
  /** Folder with the settings of the rooms. */
  readonly stacks: string;
}

/** Where this program is installed, which is a project too: `.build/<hash>/` is two folders below it. */
const installation = resolve(__dirname, "../..");

/** The nearest project from a folder upwards; where there is none, that of this program. */
export function findProject(from: string): Project {
  const folder = nearest(from) ?? nearest(installation);
  if (folder === undefined) {
    throw new UserError(
      `neither ${from} nor a folder above it holds Pulumi.yaml`,
      "Run virtroom in the folder of your rooms",
    );
  }
  const settings: unknown = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
  const { name, stackConfigDir } = { name: undefined, stackConfigDir: ".", ...(settings as object) };
  if (typeof name !== "string") {
    throw new UserError(`${join(folder, "Pulumi.yaml")} names no project`, "Add a line like name: virtroom");
  }
  return { folder, name, stacks: resolve(folder, String(stackConfigDir)) };
}

function nearest(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The settings file of a room, which need not exist. */
export function roomFile(project: Project, room: string): string {
  return join(project.stacks, `Pulumi.${room}.yaml`);
}

/** The rooms with a settings file, sorted. */
export function knownRooms(project: Project): string[] {
  if (!existsSync(project.stacks)) return [];
  return readdirSync(project.stacks)
    .flatMap(name => roomOf(name) ?? [])
    .sort();
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

/** The rooms without the example that is there to be copied. */
export function realRooms(project: Project): string[] {
  return knownRooms(project).filter(room => room !== "example");
}
