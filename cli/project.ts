/** @module The Pulumi project that the rooms belong to, and the files of its rooms. */

import { join, resolve } from "node:path";
import { readProject, roomFileIn, roomsIn } from "../dynamic-providers/project/project";
import { nearestProject } from "../dynamic-providers/project/project-folder";
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
  const folder = nearestProject(from) ?? nearestProject(installation);
  if (folder === undefined) {
    throw new UserError(
      `neither ${from} nor a folder above it holds Pulumi.yaml`,
      "Run virtroom in the folder of your rooms",
    );
  }
  const { name, stacks } = readProject(folder);
  if (name === undefined) {
    throw new UserError(`${join(folder, "Pulumi.yaml")} names no project`, "Add a line like name: virtroom");
  }
  return { folder, name, stacks };
}

/** The settings file of a room, which need not exist. */
export function roomFile(project: Project, room: string): string {
  return roomFileIn(project.stacks, room);
}

/** The rooms with a settings file, sorted. */
export function knownRooms(project: Project): string[] {
  return roomsIn(project.stacks);
}

/** The rooms without the example that is there to be copied. */
export function realRooms(project: Project): string[] {
  return knownRooms(project).filter(room => room !== "example");
}
