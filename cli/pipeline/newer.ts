/** @module Whether a room has gone on at the remote: a job that is run late must not take it back to what it was. */

import { changedRooms } from "../../room/settings/changed-rooms";
import type { Project } from "../project";
import { exitCodes, UserError } from "../user-error";
import { filesOf } from "./changed-rooms";
import { git, pathsIn } from "./git";

/**
 * @param branch of the remote, which is asked: what the checkout knows of it is as old as the job
 * @returns the room's files that are others there
 */
export async function newerFiles(project: Project, room: string, branch: string): Promise<readonly string[]> {
  try {
    await git(project.folder, ["fetch", "--quiet", "--no-tags", "origin", `refs/heads/${branch}`]);
    const compare = ["diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "FETCH_HEAD", "--"];
    const changed = pathsIn(await git(project.folder, compare));
    return changedRooms([filesOf(project, room)], changed).flatMap(({ files }) => files);
  } catch (error) {
    throw new UserError(
      `git does not tell whether ${branch} has gone on: ${error instanceof Error ? error.message : error}`,
      "The job has to reach origin, with a login where it wants one (persist-credentials of actions/checkout)",
      exitCodes.failed,
    );
  }
}
