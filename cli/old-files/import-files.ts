/** @module Files that an import brings into the project: each under a name that no other file has, none overwritten. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";

export class ImportFiles {
  private readonly made: string[] = [];
  /** What is to be written, by its path in the project. */
  private readonly planned = new Map<string, { readonly content: string; readonly mode: number }>();

  constructor(private readonly folder: string) {}

  /**
   * Plans a file. One that is there already with the same content is taken as it is.
   *
   * @param wanted path in the project, taken when it is free
   * @param mode who may read it, and write into it
   * @returns the path that it gets
   */
  plan(wanted: string, content: string, mode = 0o666): string {
    const ending = extname(wanted);
    const stem = wanted.slice(0, wanted.length - ending.length);
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${stem}-${count}${ending}`;
      const there = this.planned.get(name)?.content ?? this.onDisk(name);
      if (there === undefined) this.planned.set(name, { content, mode });
      if (there === undefined || there === content) return name;
    }
  }

  /** Writes what was planned and is not there. */
  write(): void {
    for (const [name, { content, mode }] of this.planned) {
      const path = join(this.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content, { flag: "wx", mode });
      this.made.push(path);
    }
  }

  /** Takes away what was written. */
  undo(): void {
    for (const path of this.made) rmSync(path, { force: true });
  }

  private onDisk(name: string): string | undefined {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }
}
