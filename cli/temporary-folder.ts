/**
 * @module A folder for files that only this account may read, gone when the process ends; one that a killed process left
 * goes with the next.
 */

import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { birthOf, isAlive, isSameBirth } from "./process-alive";

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** However the process ends, short of being killed: signals are turned into exits (interrupt.ts). */
export function temporaryFolder(): TemporaryFolder {
  removeLeft();
  // Nobody else may enter it: mkdtemp makes it so.
  const path = mkdtempSync(join(tmpdir(), `${prefix()}${process.pid}.${birthOf(process.pid)}-`));
  const remove = () => {
    rmSync(path, { recursive: true, force: true });
    process.off("exit", remove);
  };
  process.on("exit", remove);
  return { path, remove };
}

/** Another host or container may keep its files in the same place, and its processes have other numbers. */
function prefix(): string {
  return `virtroom-${hostname().replaceAll(/[^\w.]/g, "_")}-`;
}

function removeLeft(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix())) continue;
    const [, pid, birth = ""] = /^(\d+)(?:\.(\w+))?-\w+$/.exec(name.slice(prefix().length)) ?? [];
    const path = join(tmpdir(), name);
    if (pid !== undefined && isOurs(path) && !isAtWork(Number(pid), birth))
      rmSync(path, { recursive: true, force: true });
  }
}

/** After a power loss the number is soon another process's, which may live for ever. */
function isAtWork(pid: number, birth: string): boolean {
  return isAlive(pid) && isSameBirth(pid, birth);
}

/** A folder of this account, no link to one. */
function isOurs(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}
