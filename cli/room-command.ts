/** @module What the commands for a room have in common: its name, the options, examples in the help. */

import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { RunKind } from "../report/recorded-run";
import { openRoom } from "./open-room";
import { findProject } from "./project";
import { RunReport } from "./report/run-report";
import type { Room } from "./room/room";

export interface RoomOptions {
  /** A configuration file of the tool before this one. */
  readonly config?: string;
  readonly yes: boolean;
  readonly json: boolean;
  readonly parallel?: number;
}

/** The work of a command. @returns its exit code */
export type Work<Options extends RoomOptions> = (
  room: Room,
  options: Options,
  words: readonly string[],
) => Promise<number>;

/** The same, of a command whose runs leave a report. */
type ReportedWork<Options extends RoomOptions> = (
  ...given: [...Parameters<Work<Options>>, page: RunReport]
) => Promise<number>;

export type RoomCommand<Options extends RoomOptions> = RoomWords &
  (
    | { readonly report?: undefined; readonly work: Work<Options> }
    | { readonly report: RunKind; readonly work: ReportedWork<Options> }
  );

interface RoomWords {
  readonly name: string;
  readonly summary: string;
  /** The whole of what it does. */
  readonly description: string;
  /** What `--parallel` counts, where there is something to count, and something to ask. */
  readonly parallel?: string;
  /** An argument behind the room's. */
  readonly argument?: readonly [form: string, description: string];
  /** Lines to type, and what they are for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** Further options. */
  readonly options?: (command: Command) => void;
  /** Whether the room's stack is made when there is none. */
  readonly create?: boolean;
}

export function roomCommand<Options extends RoomOptions>(definition: RoomCommand<Options>): Command {
  const command = new Command(definition.name)
    .summary(definition.summary)
    .description(definition.description.replaceAll(/\s*\n\s*/g, " "))
    .argument("<room>", "name of the room");
  if (definition.argument) command.argument(...definition.argument);
  command
    .option("--config <file>", "settings from a file of amoothei-vm-rollout or virtesk-vm-rollout")
    .option("--json", "print the result for machines");
  if (definition.parallel) {
    command.option("--yes", "do not ask").option("--parallel <n>", definition.parallel, wholeNumber);
  }
  definition.options?.(command);
  return command
    .addHelpText("after", examplesText(definition.examples))
    .action(async (name: string, ...rest: unknown[]) => {
      const words = definition.argument ? [rest[0] ?? []].flat().map(String) : [];
      const given = command.opts<Options>();
      const options = { ...given, yes: given.yes === true, json: given.json === true };
      process.exitCode = await inRoom(name, options, definition, words);
    });
}

async function inRoom<Options extends RoomOptions>(
  name: string,
  options: Options,
  definition: RoomCommand<Options>,
  words: readonly string[],
): Promise<number> {
  const here = process.cwd();
  const config = options.config === undefined ? {} : { config: resolve(here, options.config) };
  const project = findProject(here);
  // Paths in settings start at the project's folder, which the providers look for from the working directory.
  process.chdir(project.folder);
  const opened = async (work: (room: Room) => Promise<number>) => {
    const room = await openRoom(project, name, { create: definition.create ?? false, ...config });
    return work(room).finally(() => room.close());
  };
  if (definition.report === undefined) return opened(room => definition.work(room, options, words));
  const page = new RunReport(project, name, definition.report);
  return page.during(() => opened(room => definition.work(room, options, words, page)));
}

/** A number above zero, as the value of an option. */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 1 to 9999.");
}

/** Characters of a line of help. */
const helpWidth = 80;

/** What each line is for stands behind it, or below where that would be too wide. */
export function examplesText(examples: RoomWords["examples"]): string {
  const longest = Math.max(...examples.map(([line]) => line.length));
  const behind = examples.map(([line, purpose]) => `  ${line.padEnd(longest)}   ${purpose}`);
  const below = examples.map(([line, purpose]) => `  ${line}\n      ${purpose}`);
  const lines = behind.every(line => line.length <= helpWidth) ? behind : below;
  return `\nExamples:\n${lines.join("\n")}`;
}
