/** @module `virtroom pipeline`: the jobs of a CI system, each one command: preview, rollout, reset, drift. */

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command, Option } from "commander";
import { canaryFirst } from "../../room/settings/changed-rooms";
import { type Base, changesFrom } from "../changed-rooms";
import { type RoomRun, runOnRoom } from "../pipeline/room-run";
import { summaryText } from "../pipeline/summary";
import { findProject, type Project, realRooms } from "../project";
import { callPulumi } from "../pulumi-command";
import { examplesText } from "../room-command";
import { print } from "../terminal";
import { exitCodes, UserError } from "../user-error";
import { removedText } from "./changed-rooms";

interface Options {
  readonly since?: string;
  readonly before?: string;
  readonly canary?: string;
  readonly out?: string;
}

interface Job {
  readonly title: string;
  /** The command for a room. */
  readonly command: (room: string) => readonly string[];
  /** Whether it is about the rooms that have changed, or about all that were rolled out. */
  readonly rooms: "changed" | "rolled out";
  /** Whether the first failure keeps it from the other rooms. */
  readonly careful: boolean;
}

const jobs: Readonly<Record<string, Job>> = {
  preview: {
    title: "What a rollout would do",
    command: room => ["plan", room],
    rooms: "changed",
    careful: false,
  },
  rollout: {
    title: "Rollout",
    command: room => ["rollout", room, "--yes"],
    rooms: "changed",
    careful: true,
  },
  reset: {
    title: "Reset",
    command: room => ["reset", room, "--yes"],
    rooms: "rolled out",
    careful: false,
  },
  drift: {
    title: "What differs from the settings",
    command: room => ["plan", room, "--refresh", "--expect-no-changes"],
    rooms: "rolled out",
    careful: false,
  },
};

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
  const chosen = given.length > 0 ? { rooms: given, notes: [] } : await choose(project, job, options);
  const rooms = canaryFirst(chosen.rooms, options.canary);
  const runs: RoomRun[] = [];
  const notes = [...chosen.notes];
  for (const room of rooms) {
    if (runs.some(stopped)) notes.push(`${room}: not reached, since the job was stopped`);
    else if (job.careful && runs.some(failed))
      notes.push(`${room}: not reached, since a room before it failed`);
    else runs.push(await runOnRoom(room, job.command(room)));
  }
  const text = summaryText({ title: job.title, runs, notes });
  if (out === undefined) print(text.trimEnd());
  else writeFileSync(out, text);
  if (runs.some(stopped)) return exitCodes.interrupted;
  return runs.some(failed) ? exitCodes.failed : exitCodes.done;
}

const stopped = ({ interrupted }: RoomRun) => interrupted === true;

const failed = ({ exitCode }: RoomRun) => exitCode !== 0;

interface Chosen {
  readonly rooms: readonly string[];
  readonly notes: readonly string[];
}

function baseOf({ since, before }: Options): Base | undefined {
  if (before !== undefined) return { before };
  return since === undefined ? undefined : { since };
}

async function choose(project: Project, job: Job, options: Options): Promise<Chosen> {
  const base = baseOf(options);
  if (base !== undefined) {
    const { rooms, removed } = await changesFrom(project, base);
    return { rooms: rooms.map(({ room }) => room), notes: removed.map(removedText) };
  }
  if (job.rooms === "changed") {
    throw new UserError("it is not said which rooms", "Name them, or say --since with a commit");
  }
  const rolledOut = await rolledOutRooms(project);
  const rooms = realRooms(project);
  return {
    rooms: rooms.filter(room => rolledOut.has(room)),
    notes: rooms.filter(room => !rolledOut.has(room)).map(room => `${room}: never rolled out`),
  };
}

interface ListedStack {
  readonly name: string;
  readonly resourceCount?: number;
}

/** The rooms whose stacks have something. */
async function rolledOutRooms({ folder }: Project): Promise<Set<string>> {
  const listed: ListedStack[] = JSON.parse(await callPulumi(["stack", "ls", "--json"], { folder, room: "" }));
  const full = listed.filter(({ resourceCount = 0 }) => resourceCount > 0);
  // Some backends put the owner and the project before the room.
  return new Set(full.map(({ name }) => name.slice(name.lastIndexOf("/") + 1)));
}
