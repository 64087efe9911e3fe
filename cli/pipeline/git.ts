/** @module One call of git: its output, or its own words in an error. */

import { spawn } from "node:child_process";
import { text as readAll } from "node:stream/consumers";

/** Milliseconds that a remote may take. */
const patience = 120_000;

/** @param limit milliseconds after which it is given up @returns its standard output */
export async function git(folder: string, args: readonly string[], limit = patience): Promise<string> {
  // A remote that wants a login would be asked for it at the terminal, in the middle of a job.
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
  const child = spawn("git", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", code => done(code ?? 1));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => {
      child.kill();
      // What git has started may live on, and hold them open.
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      failed(new Error(`git ${args[0]} was not done after ${Math.round(limit / 1000)} s`));
    }, limit);
  });
  const done = Promise.all([readAll(child.stdout), readAll(child.stderr), ended]);
  const [output, errors, exitCode] = await Promise.race([done, late]).finally(() => clearTimeout(timer));
  if (exitCode === 0) return output;
  throw new Error(errors.trim() || `git ${args[0]} ended with ${exitCode}`);
}

/** Paths as git lists them with `-z`. */
export function pathsIn(output: string): string[] {
  return output.split("\0").filter(path => path !== "");
}
