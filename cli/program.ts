/** @module The command tree of `virtroom`. */

import { Command } from "commander";
import { version } from "../package.json";
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

/** In the order in which they are needed, under a heading each. */
const commands: Readonly<Record<string, readonly (() => Command)[]>> = {
  "New rooms:": [initCommand, importCommand, doctorCommand, answerFileCommand],
  "Rooms:": [
    ...[planCommand, rolloutCommand, showCommand, reportCommand],
    ...[resetCommand, startCommand, shutdownCommand, deleteCommand],
  ],
  "Several rooms:": [promoteCommand, changedRoomsCommand, pipelineCommand],
  "Your shell:": [completionCommand],
};

/** Name and arguments; that there are options, every command's own help tells. */
function termOf(command: Command): string {
  const words = command.registeredArguments.map(argument => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...words].join(" ");
}

export function buildProgram(): Command {
  const program = new Command("virtroom")
    .description("Rooms of Windows VMs on oVirt, OLVM and RHV, each one a Pulumi stack.")
    .version(version, "-V, --version", "say which version this is")
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
    .configureHelp({ subcommandTerm: command => termOf(command) })
    .showSuggestionAfterError();
  for (const [heading, makers] of Object.entries(commands)) {
    program.commandsGroup(heading);
    for (const make of makers) program.addCommand(make());
  }
  program.addCommand(completeCommand(program), { hidden: true });
  return program;
}
