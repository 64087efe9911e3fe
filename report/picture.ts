/**
 * @module A picture of a console as a data: URI that a browser shows. Hypervisors give PNG, or PPM (P6, libvirt's
 * default for QEMU), which no browser knows: it is written anew as PNG.
 */

import { crc32, deflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** @returns undefined when it is no picture that can be shown */
export function pictureUri(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 8).equals(signature)) return dataUri("png", bytes);
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return dataUri("jpeg", bytes);
  const png = pngOfPpm(bytes);
  return png && dataUri("png", png);
}

function dataUri(type: string, bytes: Buffer): string {
  return `data:image/${type};base64,${bytes.toString("base64")}`;
}

/** Magic, width, height, the highest value: parted by blanks and comments (netpbm's ppm(5)). */
const header = /^P6(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+255\s/;

function pngOfPpm(bytes: Buffer): Buffer | undefined {
  const match = header.exec(bytes.subarray(0, 1024).toString("latin1"));
  if (!match) return undefined;
  const [width, height] = [Number(match[1]), Number(match[2])];
  const pixels = bytes.subarray(match[0].length);
  const row = width * 3;
  if (row === 0 || height === 0 || pixels.length < row * height) return undefined;
  // Each row is told how it is filtered: not at all.
  const rows = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y++) pixels.copy(rows, y * (row + 1) + 1, y * row, (y + 1) * row);
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  size.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", size),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
