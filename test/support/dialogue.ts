/** @module A command at a terminal with somebody who reads: each answer is typed when its question is there. */

import { spawn } from "node:child_process";
import type { ProgramResult } from "./run-program";

export interface Dialogue {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Questions in their order, and what is typed at each. */
  readonly steps: readonly (readonly [question: RegExp, answer: string | (() => string)])[];
}

/** Ends when the command does; what both streams say is in `stdout`. */
export function converse(commandLine: string, { cwd, env, steps }: Dialogue): Promise<ProgramResult> {
  const line = `stty cols 100 rows 30; ${commandLine}`;
  const child = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    cwd,
    env: { ...process.env, TERM: "xterm-256color", ...env },
  });
  const left = [...steps];
  let stdout = "";
  let unread = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    unread += text;
    const [next] = left;
    if (!next?.[0].test(unread)) return;
    left.shift();
    unread = "";
    const [, answer] = next;
    child.stdin.write(typeof answer === "string" ? answer : answer());
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", code => resolve({ exitCode: code ?? -1, stdout, stderr: "" }));
  });
}
