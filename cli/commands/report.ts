/** @module `virtroom report`: the page of a room's last run, or of the one that goes on. */

import { Command } from "commander";
import { requireRoomName } from "../open-room";
import { findProject } from "../project";
import { hasDesktop, openInBrowser } from "../report/desktop";
import { liveDoor } from "../report/live-door";
import { LiveReport } from "../report/live-report";
import { ReportFiles } from "../report/report-files";
import { examplesText } from "../room-command";
import { print, tell } from "../terminal";
import { exitCodes, UserError } from "../user-error";

interface ReportOptions {
  readonly live?: boolean;
  readonly print?: boolean;
}

export function reportCommand(): Command {
  return new Command("report")
    .summary("show what became of the seats in a room's last run")
    .description(
      [
        "Shows the page that the last rollout, reset or deletion of a room has left: its seats, a timeline, what failed",
        "and what to do, and figures. It is one file that needs nothing else.",
      ].join(" "),
    )
    .argument("<room>", "name of the room")
    .option("--live", "serve the page on this machine while a run goes on, and move with it")
    .option("--print", "print where it is, and open no browser")
    .addHelpText(
      "after",
      examplesText([
        ["virtroom report room01", "open the page, or print its path where there is no desktop"],
        ["virtroom report room01 --live", "in another terminal, while virtroom rollout room01 runs"],
      ]),
    )
    .action(async (room: string, options: ReportOptions) => {
      requireRoomName(room);
      const project = findProject(process.cwd());
      const files = new ReportFiles(project, room);
      const opens = !options.print && hasDesktop();
      await (options.live ? live(files, opens) : lastPage(files, room, opens));
      process.exitCode = exitCodes.done;
    });
}

async function lastPage(files: ReportFiles, room: string, opens: boolean): Promise<void> {
  const run = await files.newest();
  if (!run) {
    throw new UserError(
      `there is no report of room ${room} yet`,
      "virtroom rollout, reset and delete leave one",
      exitCodes.failed,
    );
  }
  // The page of a run that goes on, or was killed, is not drawn yet.
  const page = await files.writePage(run);
  print(page);
  if (opens) openInBrowser(page);
}

async function live(files: ReportFiles, opens: boolean): Promise<void> {
  const report = new LiveReport(files);
  const address = await report.open();
  print(address);
  if (opens) openInBrowser(liveDoor(files.folder, address));
  tell("It moves until the run has ended; ^C ends it sooner.");
  const run = await report.untilEnd();
  await report.close();
  tell(`The run has ended. Report: ${await files.writePage(run)}`);
}
