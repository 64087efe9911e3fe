/**
 * @module What a command line does to the power: the one effect of a first-logon command that a host can see. Scripts
 * are followed to where they lie: on the media, on the disk, or in the command itself.
 */

import { commandsOfCmd } from "./cmd-text";
import { joinWords, programName, splitCommands, words, wrappedLine } from "./command-line";
import type { FindFile } from "./media";

/** `seconds`: until it happens, which is 30 when `shutdown` is not told otherwise. */
export type PowerEffect = { kind: "power-off" | "restart"; seconds: number };

const DEPTH = 5;

/** `exit` ends all that a `cmd` was to run, `exit /b` the script that it stands in. `undefined`: the next command comes. */
type Outcome = PowerEffect | "exit" | "exit /b" | undefined;

/** `undefined`: the machine stays on. */
export function powerEffect(commandLine: string, findFile: FindFile): PowerEffect | undefined {
  const within = wrappedLine(commandLine);
  return within === undefined
    ? ofProcess(outcomeOf(splitCommands(commandLine), findFile, 0))
    : ofProcess(outcomeOf(commandsOfCmd(within), findFile, 1));
}

function outcomeOf(commands: string[], findFile: FindFile, depth: number): Outcome {
  if (depth > DEPTH) {
    return undefined;
  }
  for (const command of commands) {
    const outcome = effectOfOne(words(command), findFile, depth);
    if (outcome !== undefined) {
      return outcome;
    }
  }
  return undefined;
}

/** A process that has come to its end does not end the one that has started it. */
function ofProcess(outcome: Outcome): PowerEffect | undefined {
  return typeof outcome === "string" ? undefined : outcome;
}

function effectOfOne(all: string[], findFile: FindFile, depth: number): Outcome {
  const [first = "", ...rest] = all;
  switch (programName(first)) {
    case "shutdown":
      return shutdownEffect(rest);
    case "stop-computer":
      return { kind: "power-off", seconds: 0 };
    case "restart-computer":
      return { kind: "restart", seconds: 0 };
    case "call":
      return effectOfOne(rest, findFile, depth);
    case "start":
      return ofProcess(effectOfOne(afterSwitches(rest), findFile, depth));
    case "start-process":
      return ofProcess(effectOfOne(startedProcess(rest), findFile, depth));
    case "exit":
      return rest[0]?.toLowerCase() === "/b" ? "exit /b" : "exit";
    case "if":
      return effectOfCondition(rest, findFile, depth);
    case "cmd": {
      const at = rest.findIndex(word => /^\/[ck]$/i.test(word));
      const line = joinWords(rest.slice(at + 1));
      return at < 0 ? undefined : ofProcess(outcomeOf(commandsOfCmd(line), findFile, depth + 1));
    }
    case "powershell":
    case "pwsh":
      return ofProcess(powershellEffect(rest, findFile, depth));
    case "cscript":
    case "wscript":
    case "&":
    case ".":
      return scriptEffect(
        rest.find(word => !word.startsWith("/")),
        findFile,
        depth,
      );
    default:
      return scriptEffect(first, findFile, depth);
  }
}

/** `shutdown` with dashes or slashes; several letters are several switches. */
function shutdownEffect(switches: string[]): PowerEffect | undefined {
  const has = (letter: string) =>
    switches.some(word => word.slice(1).toLowerCase() === letter && /^[-/]/.test(word));
  if (has("a") || has("l") || has("h") || has("i") || has("?")) {
    return undefined;
  }
  if (has("p")) {
    return { kind: "power-off", seconds: 0 };
  }
  const at = switches.findIndex(word => /^[-/]t$/i.test(word));
  const given = at < 0 ? Number.NaN : Number(switches[at + 1]);
  const seconds = Number.isFinite(given) ? given : 30;
  if (has("s") || has("sg")) {
    return { kind: "power-off", seconds };
  }
  return has("r") || has("g") ? { kind: "restart", seconds } : undefined;
}

/** `start "title" /wait program`: a title is only one when more comes behind it. */
function afterSwitches(rest: string[]): string[] {
  const plain = rest.filter(word => !/^\/(w|wait|b|min|max|i|low|normal|high)$/i.test(word));
  return plain[0] === "" || (plain.length > 1 && /\s/.test(plain[0] ?? "")) ? plain.slice(1) : plain;
}

/** `Start-Process [-FilePath] shutdown [-ArgumentList] '/s','/t','0'`. */
function startedProcess(rest: string[]): string[] {
  return rest
    .filter(word => !/^-(filepath|argumentlist|args|wait|nonewwindow|verb|runas)$/i.test(word))
    .flatMap(word => word.split(/[\s,]+/))
    .filter(word => word !== "");
}

/** `if exist FILE command`, `if not exist FILE command`; of other conditions it is not known whether they hold. */
function effectOfCondition(rest: string[], findFile: FindFile, depth: number): Outcome {
  const negated = rest[0]?.toLowerCase() === "not";
  const [keyword, file = "", ...command] = negated ? rest.slice(1) : rest;
  if (keyword?.toLowerCase() !== "exist") {
    return undefined;
  }
  return (findFile(file) !== undefined) === negated ? undefined : effectOfOne(command, findFile, depth);
}

/** PowerShell takes any unambiguous beginning of a parameter's name. */
function powershellEffect(rest: string[], findFile: FindFile, depth: number): Outcome {
  for (const [index, word] of rest.entries()) {
    const behind = rest.slice(index + 1);
    if (isParameter(word, "file", 1)) {
      return scriptEffect(behind[0], findFile, depth);
    }
    if (isParameter(word, "encodedcommand", 1)) {
      const text = Buffer.from(behind[0] ?? "", "base64").toString("utf16le");
      return outcomeOf(splitCommands(text), findFile, depth + 1);
    }
    if (isParameter(word, "command", 1)) {
      return outcomeOf(splitCommands(joinWords(behind)), findFile, depth + 1);
    }
  }
  const takesValue = /^[-/](ex|ep|w|v|psc|config|inp|o)/i;
  const at = rest.findIndex((word, index) => !/^[-/]/.test(word) && !takesValue.test(rest[index - 1] ?? ""));
  return at < 0 ? undefined : outcomeOf(splitCommands(joinWords(rest.slice(at))), findFile, depth + 1);
}

function isParameter(word: string, name: string, shortest: number): boolean {
  const given = word.slice(1).toLowerCase();
  return /^[-/]/.test(word) && given.length >= shortest && name.startsWith(given);
}

function scriptEffect(path: string | undefined, findFile: FindFile, depth: number): Outcome {
  const file = path === undefined ? undefined : findFile(path.replace(/%systemdrive%/i, "C:"));
  if (file === undefined || !/\.(cmd|bat|ps1)$/i.test(file.name)) {
    return undefined;
  }
  const text = typeof file.content === "string" ? file.content : Buffer.from(file.content).toString("utf8");
  const commands = /\.ps1$/i.test(file.name) ? splitCommands(text) : commandsOfCmd(text);
  const outcome = outcomeOf(commands, findFile, depth + 1);
  return outcome === "exit /b" ? undefined : outcome;
}
