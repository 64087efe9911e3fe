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
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
