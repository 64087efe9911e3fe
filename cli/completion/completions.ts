/** @module What can be typed next on a command line of `virtroom`. */

import type { Argument, Command, Option } from "commander";

/** Names that the command line is not about, but the project. */
export interface Names {
  rooms(): readonly string[];
  /** Seats and groups of a room. */
  seats(room: string): readonly string[];
}

/**
 * @param words behind `virtroom`; the last one is being typed, and may be empty
 * @returns what it can become; nothing where a file belongs
 */
export function completions(program: Command, words: readonly string[], names: Names): string[] {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const command = program.commands.find(candidate => candidate.name() === before[0]);
  return candidates(program, command, before, typed, names).filter(word => word.startsWith(typed));
}

function candidates(
  program: Command,
  command: Command | undefined,
  before: readonly string[],
  typed: string,
  names: Names,
): readonly string[] {
  if (!command) return before.length > 0 ? [] : commandNames(program);
  if (isValueOf(command.options, before.at(-1))) return [];
  if (typed.startsWith("-")) return ["--help", ...optionNames(command, before)];
  const given = argumentsIn(command, before.slice(1));
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[given.length] ?? (last?.variadic ? last : undefined);
  return argument ? namesFor(argument, given, names) : [];
}

function commandNames(program: Command): string[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map(command => command.name());
}

/** Those that were not given yet. */
function optionNames(command: Command, before: readonly string[]): string[] {
  return command.options.flatMap(({ long }) => (long && !before.includes(long) ? [long] : []));
}

function isValueOf(options: readonly Option[], word: string | undefined): boolean {
  return options.some(option => option.long === word && option.required);
}

/** The words that are neither options nor their values. */
function argumentsIn(command: Command, words: readonly string[]): string[] {
  return words.filter(
    (word, index) => !word.startsWith("-") && !isValueOf(command.options, words[index - 1]),
  );
}

function namesFor(argument: Argument, given: readonly string[], names: Names): readonly string[] {
  if (argument.argChoices) return argument.argChoices;
  if (argument.name() === "room") return names.rooms();
  if (argument.name() !== "seat" && argument.name() !== "seats") return [];
  return names.seats(given[0] ?? "").filter(name => !given.includes(name));
}
