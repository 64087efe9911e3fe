/**
 * The bytes of an old file as text. The old tool took bytes as they were, so files in any encoding are about.
 *
 * @module
 */
import { TextDecoder } from "node:util";

/** Reads UTF-16 by its byte order mark, UTF-8 where the bytes are such, and Latin-1 else. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
