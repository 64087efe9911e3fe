/** @module Files that people name, read whole, or told why not. */

import { readWholeFile } from "../delivery/whole-file";
import { UserError } from "./user-error";

/** @returns what it holds, or what stands in the way */
export function tryToRead(file: string): Buffer | { readonly message: string; readonly remedy: string } {
  try {
    return readWholeFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { message: `${file} cannot be read (${code})`, remedy: "Correct the path" };
  }
}

/** @throws UserError when it cannot be read */
export function readBytes(file: string): Buffer {
  const read = tryToRead(file);
  if (Buffer.isBuffer(read)) return read;
  throw new UserError(read.message, read.remedy);
}
