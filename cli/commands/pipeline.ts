/** @module `virtroom pipeline`: the jobs of a CI system, each one command: preview, rollout, reset, drift. */

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command, Option } from "commander";
import type { Base } from "../pipeline/changed-rooms";
import { chooseRooms } from "../pipeline/choice";
import { type Job, jobs } from "../pipeline/jobs";
import { newerFiles } from "../pipeline/newer";
import { type RoomRun, runOnRoom } from "../pipeline/room-run";
import { summaryText } from "../pipeline/summary";
import { findProject, type Project } from "../project";
import { examplesText } from "../room-command";
import { print, tell } from "../terminal";
import { exitCodes, UserError } from "../user-error";

interface Options {
  readonly since?: string;
  readonly before?: string;
  readonly branch?: string;
  readonly canary?: string;
  readonly out?: string;
}

export function pipelineCommand(): Command {
  return new Command("pipeline")
    .summary("do a job of a CI system: preview, rollout, reset or drift")
    .description(
      "Does a job of a CI system on several rooms, one after the other, and tells in Markdown what became of each. preview and " +
        "rollout are about the rooms that have changed since a commit; a rollout begins with the canary room and ends " +
        "at the first room that fails. reset and drift are about all rooms that were rolled out. See docs/ci.md.",
    )
    .addArgument(new Argument("<job>", "what to do").choices(Object.keys(jobs)))
    .argument("[rooms...]", "these rooms and no others")
    .option("--since <commit>", "the rooms that have changed since this branch left it")
    .addOption(
      new Option("--before <commit>", "those that differ from the commit before a push").conflicts("since"),
    )
    .option("--branch <name>", "leave rooms alone that are others there, at origin: this job came too late")
    .option("--canary <room>", "goes first when it is among them")
    .option("--out <file>", "for the Markdown; without it standard output")
    .addHelpText(
      "after",
      examplesText([
        ["virtroom pipeline preview --since origin/main --out plan.md", "of this branch"],
        ["virtroom pipeline rollout --before HEAD~1 --canary lab", "what was merged last"],
        ["virtroom pipeline drift", "every morning"],
      ]),
    )
    .action(async (name: string, rooms: string[], options: Options) => {
      const job = jobs[name];
      if (job) process.exitCode = await work(job, rooms, options);
    });
}

async function work(job: Job, given: readonly string[], options: Options): Promise<number> {
  const out = options.out === undefined ? undefined : resolve(options.out);
  const project = findProject(process.cwd());
  process.chdir(project.folder);
  const asked = { rooms: given, base: baseOf(options), canary: options.canary };
  const { rooms, notes: chosen } = await chooseRooms(project, job, asked);
  const runs: RoomRun[] = [];
  const notes = [...chosen];
  for (const room of rooms) {
    if (runs.some(stopped)) notes.push(`${room}: not reached, since the job was stopped`);
    else if (job.careful && runs.some(failed))
      notes.push(`${room}: not reached, since a room before it failed`);
    else {
      const turn = await turnOf(project, room, job, options.branch);
      if (typeof turn === "string") notes.push(turn);
      else runs.push(turn);
    }
  }
  const text = summaryText({ title: job.title, runs, notes });
  if (out === undefined) print(text.trimEnd());
  else writeFileSync(out, text);
  if (runs.some(stopped)) return exitCodes.interrupted;
  return runs.some(failed) ? exitCodes.failed : exitCodes.done;
}

const stopped = ({ interrupted }: RoomRun) => interrupted === true;

const failed = ({ exitCode }: RoomRun) => exitCode !== 0;

function baseOf({ since, before }: Options): Base | undefined {
  if (before !== undefined) return { before };
  return since === undefined ? undefined : { since };
}

/** @returns what became of it, or why it was left alone */
async function turnOf(
  project: Project,
  room: string,
  job: Job,
  branch: string | undefined,
): Promise<RoomRun | string> {
  try {
    // Just before its turn: hours may have passed since the job began.
    const newer = branch === undefined ? [] : await newerFiles(project, room, branch);
    if (newer.length > 0)
      return `${room}: left alone, since ${branch} has other settings of it by now (${newer.join(", ")})`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const told = `${error.message}\n${error.remedy}`;
    tell(told);
    return { room, exitCode: error.exitCode, seats: [], told };
  }
  return runOnRoom(room, job.command(room));
}
