/** @module A command at a terminal: `script` of util-linux gives it one, with somebody who types. */

import { type ProgramResult, runProgram } from "./run-program";

export interface Terminal {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** What is typed. */
  readonly input?: string;
}

/** Runs a command line of the shell; what both streams say is in `stdout`. */
export function atTerminal(commandLine: string, { cwd, env, input = "" }: Terminal): Promise<ProgramResult> {
  const line = `stty cols 100 rows 20; ${commandLine}`;
  const ours = { TERM: "xterm-256color", NO_COLOR: "", ...env };
  return runProgram("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    cwd,
    env: ours,
    input,
  });
}
