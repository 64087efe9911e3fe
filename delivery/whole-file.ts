/** @module Files that people name, read whole: real ones only, and no larger than such files are. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Certificates, templates and configurations are a thousandth of it. */
const largest = 16 * 1024 * 1024;

/**
 * @throws Error with a `code`: Node's own, or words for what is no file to be read, such as a device without an end or a pipe
 * that nobody writes into
 */
export function readWholeFile(path: string): Buffer {
  // Not blocking: opening a pipe would wait for a writer.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (found.isDirectory()) throw refusal("EISDIR");
    if (!found.isFile()) throw refusal("it is no regular file");
    if (found.size > largest) throw refusal(`it has ${found.size} bytes, more than ${largest}`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}
