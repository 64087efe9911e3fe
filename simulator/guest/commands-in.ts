/** @module Every command that a line runs, as far as it can be followed. */

import { commandsOfCmd } from "./cmd-text";
import { joinWords, programName, splitCommands, words, wrappedLine } from "./command-line";

/** A command with its words, the program's name first. `inCmd`: `cmd` runs it, which has commands of its own, such as `del`. */
export interface Command {
  words: string[];
  inCmd: boolean;
}

/** Every command on a line, those after `cmd /c` too. */
export function commandsIn(line: string, inCmd = false): Command[] {
  const within = inCmd ? undefined : wrappedLine(line);
  if (within !== undefined) {
    return commandsIn(within, true);
  }
  return (inCmd ? commandsOfCmd(line) : splitCommands(line)).flatMap(command => {
    const [first = "", ...rest] = words(command);
    const at = programName(first) === "cmd" ? rest.findIndex(word => /^\/[ck]$/i.test(word)) : -1;
    return at < 0
      ? [{ words: [programName(first), ...rest], inCmd }]
      : commandsIn(joinWords(rest.slice(at + 1)), true);
  });
}
