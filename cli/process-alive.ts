/** @module Whether a process of this machine is at work. */

import { readFileSync } from "node:fs";

/** @param pid its number; the number may have been given to another process meanwhile */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isDead(pid);
  } catch (error) {
    // Somebody else's process is there, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A process that was killed keeps its number until somebody asks how it ended: in a container without an init, for ever. */
function isDead(pid: number): boolean {
  return /^\d+ \(.*\) [ZX] /s.test(read(`/proc/${pid}/stat`));
}

/** What tells a process from a later one of its number, as a word; parts that the system does not tell are empty. */
export function birthOf(pid: number): string {
  return `${processStart(pid)}_${machineStart()}`;
}

/** Whether a process that was born so can be the one that has this number now. */
export function isSameBirth(pid: number, birth: string): boolean {
  const now = birthOf(pid).split("_");
  return birth.split("_").every((part, index) => part === "" || !now[index] || part === now[index]);
}

/** In ticks since the machine's start. */
function processStart(pid: number): string {
  // Behind the name, which may hold anything, stands the third field.
  return (
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ")[22 - 3] ?? ""
  );
}

function machineStart(): string {
  return read("/proc/sys/kernel/random/boot_id").trim().replaceAll("-", "");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
