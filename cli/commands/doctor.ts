/** @module `virtroom doctor`: checks everything that a rollout needs, and says what to do. */

import { Command } from "commander";
import type { Inventory } from "../../room/preflight/inventory";
import { deliveryOf } from "../../room/preflight/preflight";
import { examineAnswerFiles, examineShare } from "../doctor/answer-files";
import { examineEngine } from "../doctor/engine";
import { type Check, type CheckState, Examination, skip } from "../doctor/examination";
import { examineMachine } from "../doctor/machine";
import { examinePlugin } from "../doctor/plugin";
import { examineLog, examineRoom } from "../doctor/room";
import { findProject, type Project } from "../project";
import { type DefinedRoom, definedRoom } from "../room/room";
import { examplesText } from "../room-command";
import { ink, print } from "../terminal";
import { exitCodes } from "../user-error";

export function doctorCommand(): Command {
  return new Command("doctor")
    .summary("check everything that a rollout needs")
    .description(
      "Checks what a rollout needs: programs, the place of the state, and, of a room, its settings, secrets and log, " +
        "the engine's certificate, clock, login and rights, what the engine has, its hosts and storage, the answer " +
        "files, and the share for floppies or the plugin that floppyCommands need. Says what to do where something is " +
        "wrong. Nothing is changed, but for a small file on the share, and an empty log where there was none.",
    )
    .argument("[room]", "name of the room; without it only this machine is looked at")
    .option("--json", "print the result for machines")
    .addHelpText(
      "after",
      examplesText([["virtroom doctor room01", "before the first rollout, or when one fails"]]),
    )
    .action(async (room: string | undefined, { json }: { json?: true }) => {
      process.exitCode = await doctor(room, json === true);
    });
}

async function doctor(room: string | undefined, json: boolean): Promise<number> {
  const project = findProject(process.cwd());
  process.chdir(project.folder);
  const examination = new Examination(check => json || print(lineOf(check)));
  const machine = await examineMachine(examination, project.folder);
  if (room !== undefined && machine) await examine(examination, project, room);
  else if (room !== undefined) examination.note(`Room ${room}`, skip("it needs the state"));
  const { checks } = examination;
  if (json) print(JSON.stringify({ ...(room === undefined ? {} : { room }), checks }, null, 2));
  else print(sumOf(checks));
  return checks.some(({ state }) => state === "fail") ? exitCodes.failed : exitCodes.done;
}

async function examine(examination: Examination, project: Project, name: string): Promise<void> {
  const room = await examineRoom(examination, project, name);
  if (!room) return examination.note("Engine", skip("it needs the room's settings and secrets"));
  try {
    const defined = definedRoom(room);
    const { logging, sftp } = defined.settings;
    if (logging) await examineLog(examination, room, logging);
    const inventory = await examineEngine(examination, room, defined);
    if (inventory) await examineAnswerFiles(examination, defined, inventory, room.templateText);
    else examination.note("Answer files", skip("how they go is known once the engine is right"));
    if (inventory && uploadsByCommand(defined, inventory)) await examinePlugin(examination, project.folder);
    if (sftp) await examineShare(examination, sftp);
  } finally {
    await room.close();
  }
}

function uploadsByCommand({ settings, seats }: DefinedRoom, inventory: Inventory): boolean {
  const byFloppy = seats.some(seat => deliveryOf(seat.settings, settings, inventory) === "floppy");
  return byFloppy && settings.floppyCommands !== undefined;
}

const colours: Readonly<Record<CheckState, (text: string) => string>> = {
  ok: ink.green,
  warn: ink.yellow,
  fail: ink.red,
  skip: ink.dim,
};

function lineOf({ name, state, message, remedy }: Check): string {
  const indent = " ".repeat(20);
  const text = message.replaceAll("\n", `\n${indent}`);
  const line = `${colours[state](state.padEnd(4))}  ${name.padEnd(12)}  ${text}`;
  return remedy ? `${line}\n${indent}${ink.bold("do:")} ${remedy}` : line;
}

function sumOf(checks: readonly Check[]): string {
  const count = (wanted: CheckState) => checks.filter(({ state }) => state === wanted).length;
  const [fails, warnings] = [count("fail"), count("warn")];
  if (fails > 0) return ink.red(`${fails} to be put right, ${warnings} to know of`);
  return warnings > 0 ? `Ready; ${warnings} to know of` : ink.green("Ready");
}
