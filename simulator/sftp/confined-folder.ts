/**
 * @module A real folder that a client takes for the root of its file system. No path leads out of it: not `..`, and no
 * symbolic link.
 */

import { realpath } from "node:fs/promises";
import { basename, dirname, join, posix, sep } from "node:path";

export class ConfinedFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What the client calls the path: absolute, without `.` and `..`. */
  virtual(path: string): string {
    return posix.normalize(posix.join("/", path)).replace(/(.)\/$/, "$1");
  }

  /** Where it really is. The last part need not exist, and is not followed if it is a link. Throws as `fs` does. */
  async locate(path: string): Promise<string> {
    const virtual = this.virtual(path);
    const root = await realpath(this.#folder);
    if (virtual === "/") {
      return root;
    }
    const parent = await realpath(join(root, dirname(virtual)));
    this.#refuseOutside(root, parent, path);
    return join(parent, basename(virtual));
  }

  /** Where it really is, a link followed. */
  async follow(path: string): Promise<string> {
    const target = await realpath(await this.locate(path));
    this.#refuseOutside(await realpath(this.#folder), target, path);
    return target;
  }

  #refuseOutside(root: string, real: string, path: string): void {
    if (real !== root && !real.startsWith(root + sep)) {
      throw Object.assign(new Error(`${path} leads out of the folder`), { code: "EACCES" });
    }
  }
}
