/** @module A folder for files that only this process and those that it starts may read, gone when it ends. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** However the process ends, short of being killed: signals are turned into exits (interrupt.ts). */
export function temporaryFolder(): TemporaryFolder {
  // Nobody else may enter it: mkdtemp makes it so.
  const path = mkdtempSync(join(tmpdir(), "virtroom-"));
  const remove = () => {
    rmSync(path, { recursive: true, force: true });
    process.off("exit", remove);
  };
  process.on("exit", remove);
  return { path, remove };
}
