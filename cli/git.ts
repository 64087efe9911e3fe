/** @module One call of git: its output, or its own words in an error. */

import { spawn } from "node:child_process";
import { text as readAll } from "node:stream/consumers";

/** @returns its standard output */
export async function git(folder: string, args: readonly string[]): Promise<string> {
  // A remote that wants a login would be asked for it at the terminal, in the middle of a job.
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
  const child = spawn("git", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", code => done(code ?? 1));
  });
  const [output, errors, exitCode] = await Promise.all([readAll(child.stdout), readAll(child.stderr), ended]);
  if (exitCode === 0) return output;
  throw new Error(errors.trim() || `git ${args[0]} ended with ${exitCode}`);
}

/** Paths as git lists them with `-z`. */
export function pathsIn(output: string): string[] {
  return output.split("\0").filter(path => path !== "");
}
