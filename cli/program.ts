/** @module The command tree of `virtroom`. */

import { Command } from "commander";
import { answerFileCommand } from "./commands/answer-file";
import { changedRoomsCommand } from "./commands/changed-rooms";
import { completeCommand, completionCommand } from "./commands/completion";
import { deleteCommand } from "./commands/delete";
import { doctorCommand } from "./commands/doctor";
import { importCommand } from "./commands/import";
import { initCommand } from "./commands/init";
import { pipelineCommand } from "./commands/pipeline";
import { planCommand } from "./commands/plan";
import { promoteCommand } from "./commands/promote";
import { reportCommand } from "./commands/report";
import { resetCommand } from "./commands/reset";
import { rolloutCommand } from "./commands/rollout";
import { showCommand } from "./commands/show";
import { shutdownCommand } from "./commands/shutdown";
import { startCommand } from "./commands/start";
import { examplesText } from "./room-command";

const commands = [
  ...[showCommand, rolloutCommand, resetCommand, startCommand, shutdownCommand, deleteCommand],
  ...[promoteCommand, reportCommand, doctorCommand, initCommand, importCommand, answerFileCommand],
  ...[planCommand, changedRoomsCommand, pipelineCommand, completionCommand],
];

export function buildProgram(): Command {
  const program = new Command("virtroom")
    .description("Rooms of Windows VMs on oVirt, OLVM and RHV, each one a Pulumi stack.")
    .addHelpText(
      "after",
      examplesText([
        ["virtroom rollout room01", "make the room as its settings say"],
        ["virtroom show room01", "see what is there"],
        ["virtroom reset room01", "bring every seat back to its snapshot"],
        ["virtroom COMMAND --help", "all of a command"],
      ]),
    )
    .helpCommand(false)
    .showSuggestionAfterError();
  for (const make of commands) program.addCommand(make());
  program.addCommand(completeCommand(program), { hidden: true });
  return program;
}
