/** @module `virtroom completion`: what a shell needs to complete command lines, and the completions themselves. */

import { existsSync } from "node:fs";
import { Argument, Command } from "commander";
import { seatsOf } from "../../room/seat";
import { parseGroups } from "../../room/settings/parse-settings";
import { settingsInFile, withoutSecrets } from "../../room/settings/stack-file";
import { completionScripts, type Shell, shells } from "../completion/completion-scripts";
import { completions } from "../completion/completions";
import { findProject, knownRooms, type Project, roomFile } from "../project";
import { readBytes } from "../read-bytes";
import { examplesText } from "../room-command";
import { print } from "../terminal";

export function completionCommand(): Command {
  return new Command("completion")
    .summary("print what a shell needs to complete command lines")
    .description("Prints a script for a shell, which then completes commands, options, rooms and seats.")
    .addArgument(new Argument("<shell>", "name of the shell").choices(shells))
    .addHelpText(
      "after",
      examplesText([
        ["source <(virtroom completion bash)", "in ~/.bashrc"],
        ["source <(virtroom completion zsh)", "in ~/.zshrc, after compinit"],
        ["virtroom completion fish | source", "in ~/.config/fish/config.fish"],
      ]),
    )
    .action((shell: Shell) => print(completionScripts[shell]));
}

/** What the scripts ask: the words so far, the last one being typed. @param program the whole command tree */
export function completeCommand(program: Command): Command {
  return new Command("__complete")
    .argument("[words...]")
    .allowUnknownOption()
    .helpOption(false)
    .action((words: readonly string[]) => {
      const project = findProject(process.cwd());
      const names = {
        rooms: () => knownRooms(project),
        seats: (room: string) => seatsAndGroups(project, room),
      };
      for (const word of completions(program, words, names)) print(word);
    });
}

/** As far as the file tells without its secrets. */
function seatsAndGroups(project: Project, room: string): string[] {
  const file = roomFile(project, room);
  if (!existsSync(file)) return [];
  const raw = withoutSecrets(settingsInFile(project.name, readBytes(file).toString("utf8")));
  const parsed = parseGroups(raw);
  const names = parsed
    ? [...Object.keys(parsed.groups), ...seatsOf(room, parsed).map(seat => seat.name)]
    : [];
  // They are put into a line of shell as they are.
  return names.filter(name => /^[\w-]+$/.test(name));
}
