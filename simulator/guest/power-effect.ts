/**
 * @module What a command line does to the power: the one effect of a first-logon command that a host can see. Scripts
 * are followed to where they lie: on the media, on the disk, or in the command itself.
 */

import { joinWords, programName, splitCommands, words, wrappedLine } from "./command-line";
import type { FindFile } from "./media";

/** `seconds`: until it happens, which is 30 when `shutdown` is not told otherwise. */
export type PowerEffect = { kind: "power-off" | "restart"; seconds: number };

const DEPTH = 5;

/** `undefined`: the machine stays on. */
export function powerEffect(commandLine: string, findFile: FindFile, depth = 0): PowerEffect | undefined {
  if (depth > DEPTH) {
    return undefined;
  }
  const within = depth === 0 ? wrappedLine(commandLine) : undefined;
  if (within !== undefined) {
    return powerEffect(within, findFile, depth + 1);
  }
  for (const command of splitCommands(commandLine)) {
    const effect = effectOfOne(words(command), findFile, depth);
    if (effect !== undefined) {
      return effect;
    }
  }
  return undefined;
}

function effectOfOne(all: string[], findFile: FindFile, depth: number): PowerEffect | undefined {
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
      return effectOfOne(afterSwitches(rest), findFile, depth);
    case "start-process":
      return effectOfOne(startedProcess(rest), findFile, depth);
    case "if":
      return effectOfCondition(rest, findFile, depth);
    case "cmd": {
      const at = rest.findIndex(word => /^\/[ck]$/i.test(word));
      return at < 0 ? undefined : powerEffect(joinWords(rest.slice(at + 1)), findFile, depth + 1);
    }
    case "powershell":
    case "pwsh":
      return powershellEffect(rest, findFile, depth);
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
function effectOfCondition(rest: string[], findFile: FindFile, depth: number): PowerEffect | undefined {
  const negated = rest[0]?.toLowerCase() === "not";
  const [keyword, file = "", ...command] = negated ? rest.slice(1) : rest;
  if (keyword?.toLowerCase() !== "exist") {
    return undefined;
  }
  return (findFile(file) !== undefined) === negated ? undefined : effectOfOne(command, findFile, depth);
}

/** PowerShell takes any unambiguous beginning of a parameter's name. */
function powershellEffect(rest: string[], findFile: FindFile, depth: number): PowerEffect | undefined {
  for (const [index, word] of rest.entries()) {
    const behind = rest.slice(index + 1);
    if (isParameter(word, "file", 1)) {
      return scriptEffect(behind[0], findFile, depth);
    }
    if (isParameter(word, "encodedcommand", 1)) {
      return powerEffect(Buffer.from(behind[0] ?? "", "base64").toString("utf16le"), findFile, depth + 1);
    }
    if (isParameter(word, "command", 1)) {
      return powerEffect(joinWords(behind), findFile, depth + 1);
    }
  }
  const takesValue = /^[-/](ex|ep|w|v|psc|config|inp|o)/i;
  const at = rest.findIndex((word, index) => !/^[-/]/.test(word) && !takesValue.test(rest[index - 1] ?? ""));
  return at < 0 ? undefined : powerEffect(joinWords(rest.slice(at)), findFile, depth + 1);
}

function isParameter(word: string, name: string, shortest: number): boolean {
  const given = word.slice(1).toLowerCase();
  return /^[-/]/.test(word) && given.length >= shortest && name.startsWith(given);
}

function scriptEffect(path: string | undefined, findFile: FindFile, depth: number): PowerEffect | undefined {
  const file = path === undefined ? undefined : findFile(path.replace(/%systemdrive%/i, "C:"));
  if (file === undefined || !/\.(cmd|bat|ps1)$/i.test(file.name)) {
    return undefined;
  }
  const text = typeof file.content === "string" ? file.content : Buffer.from(file.content).toString("utf8");
  return powerEffect(text, findFile, depth + 1);
}
