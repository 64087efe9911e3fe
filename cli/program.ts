/** @module The command tree of `virtroom`. */

import { Command } from "commander";
import { deleteCommand } from "./commands/delete";
import { promoteCommand } from "./commands/promote";
import { rolloutCommand } from "./commands/rollout";
import { showCommand } from "./commands/show";
import { examplesText } from "./room-command";

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
  for (const command of [showCommand(), rolloutCommand(), deleteCommand(), promoteCommand()])
    program.addCommand(command);
  return program;
}
