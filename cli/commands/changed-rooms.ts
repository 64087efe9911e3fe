/** @module `virtroom changed-rooms`: which rooms a change of files is about. */

import { Command } from "commander";
import { changesFrom, removedText } from "../pipeline/changed-rooms";
import { findProject } from "../project";
import { examplesText } from "../room-command";
import { print, warn } from "../terminal";

export function changedRoomsCommand(): Command {
  return new Command("changed-rooms")
    .summary("tell which rooms have changed since a commit")
    .description(
      "Tells the rooms whose settings file, answer file template or CA file has changed since a commit, a line each: what " +
        "was committed on this branch since it left that commit, and what was not committed yet.",
    )
    .requiredOption("--since <commit>", "like origin/main, or the commit before a push")
    .option("--json", "with the files that have changed, for machines")
    .addHelpText("after", examplesText([["virtroom changed-rooms --since origin/main", "of this branch"]]))
    .action(async ({ since, json }: { since: string; json?: true }) => {
      const changes = await changesFrom(findProject(process.cwd()), { since });
      if (json) return print(JSON.stringify(changes, null, 2));
      for (const { room } of changes.rooms) print(room);
      for (const room of changes.removed) warn(removedText(room));
    });
}
