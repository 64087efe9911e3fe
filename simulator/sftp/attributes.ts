/** @module Setting what a client wants a file to be: its size, its mode, its times. */

import { chmod, type FileHandle, truncate, utimes } from "node:fs/promises";
import type { Attributes } from "./wire";

export async function setAttributes(path: string, attributes: Attributes): Promise<void> {
  if (attributes.size !== undefined) {
    await truncate(path, attributes.size);
  }
  if (attributes.mode !== undefined) {
    await chmod(path, attributes.mode);
  }
  if (attributes.times !== undefined) {
    await utimes(path, attributes.times.accessed, attributes.times.modified);
  }
}

export async function setAttributesOfFile(file: FileHandle, attributes: Attributes): Promise<void> {
  if (attributes.size !== undefined) {
    await file.truncate(attributes.size);
  }
  if (attributes.mode !== undefined) {
    await file.chmod(attributes.mode);
  }
  if (attributes.times !== undefined) {
    await file.utimes(attributes.times.accessed, attributes.times.modified);
  }
}
