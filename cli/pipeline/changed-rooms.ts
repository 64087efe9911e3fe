/** @module Which rooms have changed since a commit, by git: their settings, or a file that these name. */

import { existsSync } from "node:fs";
import { normalize, posix, relative, sep } from "node:path";
import { roomOf } from "../../dynamic-providers/project/project";
import { type ChangedRoom, changedRooms, type RoomFiles } from "../../room/settings/changed-rooms";
import { isObject, settingsInFile } from "../../room/settings/stack-file";
import { type Project, realRooms, roomFile } from "../project";
import { readRoomFile } from "../settings/settings-file";
import { UserError } from "../user-error";
import { git, pathsIn } from "./git";

export interface Changes {
  readonly rooms: readonly ChangedRoom[];
  /** Rooms whose settings file is gone. */
  readonly removed: readonly string[];
}

/** What the files are compared with: the commit that this branch left, or the one that a push has put another in place of. */
export type Base = { readonly since: string } | { readonly before: string };

/**
 * What was changed in the working tree counts, too.
 *
 * @throws UserError when git does not know the commit
 */
export async function changesFrom(project: Project, base: Base): Promise<Changes> {
  const changed = await changedPaths(project.folder, base);
  const rooms = realRooms(project).map(room => filesOf(project, room));
  return { rooms: changedRooms(rooms, changed), removed: removedRooms(project, changed) };
}

/** What CI systems give for "there was no commit before". */
const nothing = /^0+$/;
/** The tree without files, which every repository knows. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

async function changedPaths(folder: string, base: Base): Promise<string[]> {
  try {
    const from = await commitOf(folder, base);
    // Paths start at the project's folder, which need not be the repository's.
    const [changed, added] = await Promise.all([
      git(folder, ["diff", "--name-only", "--no-renames", "--relative", "-z", from, "--"]),
      git(folder, ["ls-files", "--others", "--exclude-standard", "-z"]),
    ]);
    return pathsIn(`${changed}${added}`);
  } catch (error) {
    throw new UserError(
      `git does not tell what has changed: ${error instanceof Error ? error.message : error}`,
      "before" in base
        ? "After a force push the commit of before may be gone: name the rooms. Otherwise CI has to fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0)"
        : "Name a commit that is here; CI has to fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0)",
    );
  }
}

async function commitOf(folder: string, base: Base): Promise<string> {
  const name = "before" in base ? base.before : base.since;
  if (nothing.test(name)) return emptyTree;
  // What the other branch did since ours left it is no change of ours; what a force push has dropped is one of the push.
  const args =
    "before" in base
      ? ["rev-parse", "--verify", "--end-of-options", `${name}^{commit}`]
      : ["merge-base", "--", name, "HEAD"];
  return (await git(folder, args)).trim();
}

/** The files that make a room, as its settings in the working tree name them. */
export function filesOf(project: Project, room: string): RoomFiles {
  const own = toPath(relative(project.folder, roomFile(project, room)));
  return { room, files: [own, ...namedFiles(project, room)] };
}

/** Settings that cannot be read name no file: that they changed is enough, and their fault is told when they are used. */
function namedFiles(project: Project, room: string): string[] {
  try {
    const { groups, engine } = settingsInFile(project.name, readRoomFile(project, room).text);
    const named = [
      isObject(engine) ? engine.caFile : undefined,
      ...Object.values(isObject(groups) ? groups : {}).map(group =>
        isObject(group) ? group.answerFileTemplate : undefined,
      ),
    ];
    return named.filter(file => typeof file === "string").map(file => toPath(normalize(file)));
  } catch {
    return [];
  }
}

function removedRooms(project: Project, changed: readonly string[]): string[] {
  const stacks = toPath(relative(project.folder, project.stacks));
  return changed.flatMap(path => {
    const room = roomOf(posix.relative(stacks, path));
    return room !== undefined && !existsSync(roomFile(project, room)) ? [room] : [];
  });
}

function toPath(file: string): string {
  return file.split(sep).join("/");
}

export function removedText(room: string): string {
  return `the settings of room ${room} are gone; what it has on the engine stays until it is deleted with them`;
}
