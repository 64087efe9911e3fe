/** @module Which rooms have changed since a commit, by git: their settings, or a file that these name. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { normalize, posix, relative, sep } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { roomOf } from "../dynamic-providers/project";
import { type ChangedRoom, changedRooms, type RoomFiles } from "../room/settings/changed-rooms";
import { isObject, settingsInFile } from "../room/settings/stack-file";
import { type Project, realRooms, roomFile } from "./project";
import { readRoomFile } from "./settings-file";
import { UserError } from "./user-error";

export interface Changes {
  readonly rooms: readonly ChangedRoom[];
  /** Rooms whose settings file is gone. */
  readonly removed: readonly string[];
}

/**
 * @param since a commit; what was changed in the working tree counts, too
 * @throws UserError when git does not know it
 */
export async function changesSince(project: Project, since: string): Promise<Changes> {
  const changed = await changedPaths(project.folder, since);
  const rooms = realRooms(project).map(room => filesOf(project, room));
  return { rooms: changedRooms(rooms, changed), removed: removedRooms(project, changed) };
}

/** What CI systems give for "there was no commit before". */
const nothing = /^0+$/;
/** The tree without files, which every repository knows. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

async function changedPaths(folder: string, since: string): Promise<string[]> {
  const base = nothing.test(since) ? emptyTree : await forkPoint(folder, since);
  // Paths start at the project's folder, which need not be the repository's.
  const [changed, added] = await Promise.all([
    git(folder, ["diff", "--name-only", "--no-renames", "--relative", "-z", base, "--"]),
    git(folder, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  return `${changed}${added}`.split("\0").filter(path => path !== "");
}

/** Where this branch left the other: what happened there since then is no change of ours. */
async function forkPoint(folder: string, since: string): Promise<string> {
  return (await git(folder, ["merge-base", "--", since, "HEAD"])).trim();
}

function filesOf(project: Project, room: string): RoomFiles {
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

async function git(folder: string, args: readonly string[]): Promise<string> {
  const child = spawn("git", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", code => done(code ?? 1));
  });
  try {
    const [output, errors, exitCode] = await Promise.all([
      readAll(child.stdout),
      readAll(child.stderr),
      ended,
    ]);
    if (exitCode === 0) return output;
    throw new Error(errors.trim() || `git ${args[0]} ended with ${exitCode}`);
  } catch (error) {
    throw new UserError(
      `git does not tell what has changed: ${error instanceof Error ? error.message : error}`,
      "Name a commit that is here; CI has to fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0)",
    );
  }
}
