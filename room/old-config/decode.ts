/** @module The bytes of an old file as text. The old tool took bytes as they were, so files in any encoding are about. */

import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

/** Reads UTF-16 by its byte order mark; else each line as UTF-8 where its bytes are such, and as Windows-1252 if not. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  // Files have been changed by several editors: one line in another encoding says nothing of the others.
  return oneCharacterEach(bytes.subarray(hasMark ? 3 : 0)).replace(/[^\r\n]+/g, decodeLine);
}

function oneCharacterEach(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

/** @param line a character for each byte */
function decodeLine(line: string): string {
  const bytes = Buffer.from(line, "latin1");
  if (isUtf8(bytes)) return bytes.toString("utf8");
  return line.replace(/[\x80-\x9f]/g, byte => WINDOWS_1252[byte.charCodeAt(0) - 0x80] ?? byte);
}

/**
 * What Windows-1252 has from 0x80 to 0x9F, where Latin-1 has control characters. By hand: some versions of Node
 * take the one for the other.
 *
 * @see https://encoding.spec.whatwg.org/index-windows-1252.txt
 */
const WINDOWS_1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";
