/** @module `virtroom report`: the page of a room's last run, or of the one that goes on. */

import { spawn } from "node:child_process";
import { Command } from "commander";
import { LiveReport } from "../live-report";
import { requireRoomName } from "../open-room";
import { findProject } from "../project";
import { ReportFiles } from "../report-files";
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
      const show = (place: string) => showPlace(place, options.print === true);
      await (options.live ? live(files, show) : lastPage(files, room, show));
      process.exitCode = exitCodes.done;
    });
}

async function lastPage(files: ReportFiles, room: string, show: (place: string) => void): Promise<void> {
  const run = await files.newest();
  if (!run) {
    throw new UserError(
      `there is no report of room ${room} yet`,
      "virtroom rollout, reset and delete leave one",
      exitCodes.failed,
    );
  }
  // The page of a run that goes on, or was killed, is not drawn yet.
  show(await files.writePage(run));
}

async function live(files: ReportFiles, show: (place: string) => void): Promise<void> {
  const report = new LiveReport(files);
  show(await report.open());
  tell("It moves until the run has ended; ^C ends it sooner.");
  const run = await report.untilEnd();
  await report.close();
  tell(`The run has ended. Report: ${await files.writePage(run)}`);
}

function showPlace(place: string, printOnly: boolean): void {
  print(place);
  const opener = openers[process.platform];
  const desktop = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (printOnly || !opener || !desktop || !process.stdout.isTTY) return;
  const child = spawn(opener, [place], { stdio: "ignore", detached: true });
  // The path is printed already.
  child.on("error", () => {});
  child.unref();
}

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "open",
  linux: "xdg-open",
  win32: "explorer",
};
