/** @module The real `virtroom` command, run in the folder of a room's project. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Lab } from "./lab";
import { atTerminal } from "./pseudo-terminal";
import { type ProgramResult, runProgram } from "./run-program";

const launcher = resolve(__dirname, "../../scripts/virtroom.cjs");

export interface RunOptions {
  readonly input?: string;
  /** In place of, or besides, those of the lab. */
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

export function virtroom(
  lab: Lab,
  args: readonly string[],
  { input, env, cwd }: RunOptions = {},
): Promise<ProgramResult> {
  return runProgram(process.execPath, [launcher, ...args], {
    cwd: cwd ?? lab.project.folder,
    env: { ...lab.project.environment(), ...env },
    ...(input === undefined ? {} : { input }),
  });
}

/** The same at a terminal, where somebody types `input`. */
export function virtroomAtTerminal(lab: Lab, words: string, input: string): Promise<ProgramResult> {
  return atTerminal(virtroomLine(words), { cwd: lab.project.folder, env: lab.project.environment(), input });
}

/** A line for a shell. */
export function virtroomLine(words: string): string {
  return `"${process.execPath}" "${launcher}" ${words}`;
}

/** One that is left running. */
export function startVirtroom(
  lab: Lab,
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [launcher, ...args], {
    cwd: lab.project.folder,
    env: { ...process.env, ...lab.project.environment(), ...env },
  });
}
