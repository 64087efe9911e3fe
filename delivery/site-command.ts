/**
 * @module One run of a shell command of the site's own, which ends whatever the command does. What a command starts and
 * leaves behind, as OpenSSH does with ControlPersist, may hold its output open for long after it: that is not waited for.
 */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** How long a command may run, and where. */
export interface Bounds {
  readonly folder: string;
  /** Milliseconds after which it is ended, with all that it has started. */
  readonly limit: number;
  /** The wish to stop: what runs then gets a moment to come to its end. */
  readonly stop: AbortSignal;
}

/** How a command ended: with this exit code, not before its limit, or not within a moment after the wish to stop. */
type End = number | "limit" | "stop";

export interface Ended {
  readonly end: End;
  /** The last of what it said. */
  readonly said: string;
}

type Shell = ChildProcessByStdio<null, Readable, Readable>;

/** Characters of what a command says that are told. */
const mostTold = 1000;
/** Milliseconds that its output may come after its exit. */
const afterwards = 1_000;
/** Milliseconds after the wish to stop: with the farewell less than a step of a seat has (`endingSoon` in ovirt/stop.ts). */
const moment = 2_000;
/** Milliseconds to tidy up in before it is killed. */
const farewell = 500;

const running = new Set<Shell>();
/** Also this process may be ended while a command runs, and nobody else knows of it. */
process.on("exit", () => running.forEach(shell => void signal(shell, "SIGKILL")));

/**
 * Runs a command as Pulumi's Command does, by the shell, but in a process group of its own.
 *
 * @throws Error of the system, when the shell cannot be started
 */
export async function runSiteCommand(command: string, { folder, limit, stop }: Bounds): Promise<Ended> {
  const shell = spawn("/bin/sh", ["-c", command], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    // Makes it the leader of a group: https://nodejs.org/api/child_process.html#optionsdetached
    detached: true,
  });
  let said = "";
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-mostTold);
    });
  }
  running.add(shell);
  try {
    const end = await endOf(shell, limit, stop);
    if (typeof end !== "number") await endGroup(shell);
    return { end, said: said.trim() };
  } finally {
    running.delete(shell);
    for (const stream of [shell.stdout, shell.stderr]) stream.destroy();
  }
}

function endOf(shell: Shell, limit: number, stop: AbortSignal): Promise<End> {
  return new Promise((resolve, reject) => {
    const timers = [setTimeout(() => settle("limit"), limit)];
    const hurry = () => void timers.push(setTimeout(() => settle("stop"), moment));
    const clear = () => {
      timers.forEach(clearTimeout);
      stop.removeEventListener("abort", hurry);
    };
    const settle = (end: End) => {
      clear();
      resolve(end);
    };
    if (stop.aborted) hurry();
    else stop.addEventListener("abort", hurry, { once: true });
    shell.once("error", error => {
      clear();
      reject(error);
    });
    shell.once("exit", code => {
      clear();
      timers.push(setTimeout(() => settle(code ?? -1), afterwards));
    });
    shell.once("close", code => settle(code ?? -1));
  });
}

async function endGroup(shell: Shell): Promise<void> {
  signal(shell, "SIGTERM");
  await new Promise(done => setTimeout(done, farewell));
  signal(shell, "SIGKILL");
}

/** To the shell and all that it has started, but for what has left its group. */
function signal({ pid }: Shell, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of it is left.
  }
}
