/** @module The files and folders that a client has open, by the handles that it was given. */

import type { FileHandle } from "node:fs/promises";
import { Refused } from "./refusal";
import { STATUS } from "./wire";

interface OpenFile {
  readonly kind: "file";
  readonly file: FileHandle;
}

interface OpenFolder {
  readonly kind: "folder";
  readonly path: string;
  /** A folder is listed in one answer; the next says that this was all. */
  read: boolean;
}

export class Handles {
  readonly #open = new Map<number, OpenFile | OpenFolder>();
  #next = 0;

  /** @returns the handle */
  keep(thing: OpenFile | OpenFolder): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#next);
    this.#open.set(this.#next++, thing);
    return bytes;
  }

  /** @throws Refused when the handle is no file's */
  file(handle: Buffer): FileHandle {
    const thing = this.#open.get(numberOf(handle));
    if (thing?.kind !== "file") {
      throw new Refused(STATUS.FAILURE, "Failure");
    }
    return thing.file;
  }

  /** @throws Refused when the handle is no folder's */
  folder(handle: Buffer): OpenFolder {
    const thing = this.#open.get(numberOf(handle));
    if (thing?.kind !== "folder") {
      throw new Refused(STATUS.FAILURE, "Failure");
    }
    return thing;
  }

  /** @throws Refused when there is no such handle */
  async close(handle: Buffer): Promise<void> {
    const number = numberOf(handle);
    const thing = this.#open.get(number);
    if (thing === undefined) {
      throw new Refused(STATUS.FAILURE, "Failure");
    }
    this.#open.delete(number);
    await closeFile(thing);
  }

  async closeAll(): Promise<void> {
    for (const thing of this.#open.values()) {
      await closeFile(thing);
    }
    this.#open.clear();
  }
}

async function closeFile(thing: OpenFile | OpenFolder): Promise<void> {
  if (thing.kind === "file") {
    await thing.file.close();
  }
}

function numberOf(handle: Buffer): number {
  return handle.length === 4 ? handle.readUInt32BE(0) : -1;
}
