/**
 * @module Floppy images: a 1440 KiB disk with the FAT12 file system, the same bytes for the same files.
 * @see Microsoft Extensible Firmware Initiative FAT32 File System Specification 1.03
 */

import { createHash } from "node:crypto";
import { ExplainedError } from "../room/fault/explained-error";
import { longNameEntries, nameFault, shortName, shortNameBytes } from "./fat-name";

/** A file for the image. */
export interface FloppyFile {
  /** Name in the root folder. Names are the same whatever their case, as in Windows. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** An error to be thrown when the files do not go onto a floppy. Its message is meant for the user's eyes. */
export class FloppyImageError extends ExplainedError {
  override readonly name = "FloppyImageError";
}

/** Size of an image in bytes. */
export const IMAGE_SIZE = 1440 * 1024;

const SECTOR = 512;
const SECTORS = IMAGE_SIZE / SECTOR;
const RESERVED_SECTORS = 1;
const FATS = 2;
const FAT_SECTORS = 9;
const ROOT_ENTRIES = 224;
const ENTRY = 32;
const ROOT_OFFSET = (RESERVED_SECTORS + FATS * FAT_SECTORS) * SECTOR;
const DATA_OFFSET = ROOT_OFFSET + ROOT_ENTRIES * ENTRY;
/** A cluster is one sector; the first one has the number 2. */
const CLUSTERS = SECTORS - DATA_OFFSET / SECTOR;
const FIRST_CLUSTER = 2;
const END_OF_CHAIN = 0xfff;
const MEDIUM = 0xf0;
/** 1 January 1980, the first day that FAT knows. */
const DATE = (1 << 5) | 1;
const ARCHIVE = 0x20;

/**
 * Builds the image.
 *
 * @param files at most 224 with short names, and 1 457 664 bytes, each rounded up to 512
 * @returns exactly {@link IMAGE_SIZE} bytes
 * @throws FloppyImageError when a name is not allowed or doubled, or when the files do not fit
 */
export function buildFloppyImage(files: readonly FloppyFile[]): Buffer {
  refuseNames(files);
  refuseTooMuch(files);
  const image = Buffer.alloc(IMAGE_SIZE);
  bootSector(files).copy(image);
  const table = new Uint16Array(CLUSTERS + FIRST_CLUSTER);
  table.set([0xf00 | MEDIUM, END_OF_CHAIN]);
  const folder: Buffer[] = [];
  const taken = new Set<string>();
  let cluster = FIRST_CLUSTER;
  for (const { name, content } of files) {
    const clusters = Math.ceil(content.length / SECTOR);
    const short = shortName(name, taken);
    taken.add(short);
    folder.push(
      ...longNameEntries(name, short),
      fileEntry(short, clusters === 0 ? 0 : cluster, content.length),
    );
    image.set(content, DATA_OFFSET + (cluster - FIRST_CLUSTER) * SECTOR);
    for (let left = clusters; left > 0; left--, cluster++)
      table[cluster] = left === 1 ? END_OF_CHAIN : cluster + 1;
  }
  if (folder.length > ROOT_ENTRIES) {
    throw new FloppyImageError(
      `${files.length} files do not fit into the folder of a floppy: their names take ${folder.length} of ${ROOT_ENTRIES} entries`,
      "Take fewer files, or shorter names",
    );
  }
  image.set(Buffer.concat(folder), ROOT_OFFSET);
  const fat = packed(table);
  for (let copy = 0; copy < FATS; copy++) fat.copy(image, (RESERVED_SECTORS + copy * FAT_SECTORS) * SECTOR);
  return image;
}

function refuseNames(files: readonly FloppyFile[]): void {
  const seen = new Set<string>();
  for (const { name } of files) {
    const fault = nameFault(name);
    if (fault !== undefined) {
      throw new FloppyImageError(`The file name ${JSON.stringify(name)} ${fault}`, "Choose another one");
    }
    if (seen.has(name.toUpperCase())) {
      throw new FloppyImageError(
        `The file name ${JSON.stringify(name)} is there twice`,
        "Choose another one",
      );
    }
    seen.add(name.toUpperCase());
  }
}

function refuseTooMuch(files: readonly FloppyFile[]): void {
  const needed = files.reduce((sum, { content }) => sum + Math.ceil(content.length / SECTOR), 0);
  if (needed <= CLUSTERS) return;
  const names = files.map(({ name, content }) => `${name} (${content.length} bytes)`).join(", ");
  throw new FloppyImageError(
    `${names} do not fit onto a floppy: ${needed * SECTOR} bytes with what is lost at their ends, and ${CLUSTERS * SECTOR} are there`,
    "Make the answer file smaller",
  );
}

/** What a PC and every operating system read first. */
function bootSector(files: readonly FloppyFile[]): Buffer {
  const sector = Buffer.alloc(SECTOR);
  // jump behind the parameters; there: int 18h, "try the next device", for a VM that boots from its floppy first
  sector.set([0xeb, 0x3c, 0x90]);
  sector.set([0xcd, 0x18], 0x3e);
  sector.write("VIRTROOM", 3, "latin1");
  sector.writeUInt16LE(SECTOR, 11);
  sector.writeUInt8(1, 13); // sectors in a cluster
  sector.writeUInt16LE(RESERVED_SECTORS, 14);
  sector.writeUInt8(FATS, 16);
  sector.writeUInt16LE(ROOT_ENTRIES, 17);
  sector.writeUInt16LE(SECTORS, 19);
  sector.writeUInt8(MEDIUM, 21);
  sector.writeUInt16LE(FAT_SECTORS, 22);
  sector.writeUInt16LE(18, 24); // sectors in a track
  sector.writeUInt16LE(2, 26); // heads
  sector.writeUInt8(0x29, 38); // serial number, label and type follow
  sector.writeUInt32LE(serialNumber(files), 39);
  sector.write("NO NAME    FAT12   ", 43, "latin1");
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}

/** From the content, so that Windows knows another floppy when it sees one. */
function serialNumber(files: readonly FloppyFile[]): number {
  const hash = createHash("sha256");
  for (const { name, content } of files) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest().readUInt32LE();
}

function fileEntry(short: string, cluster: number, size: number): Buffer {
  const entry = Buffer.alloc(ENTRY);
  shortNameBytes(short).copy(entry);
  entry.writeUInt8(ARCHIVE, 11);
  for (const created of [16, 18, 24]) entry.writeUInt16LE(DATE, created);
  entry.writeUInt16LE(cluster, 26);
  entry.writeUInt32LE(size, 28);
  return entry;
}

/** Twelve bits an entry, two entries in three bytes. */
function packed(table: Uint16Array): Buffer {
  const fat = Buffer.alloc(FAT_SECTORS * SECTOR);
  for (const [index, value] of table.entries()) {
    const at = Math.floor((index * 3) / 2);
    const both = fat.readUInt16LE(at);
    fat.writeUInt16LE(index % 2 === 0 ? (both & 0xf000) | value : (both & 0x000f) | (value << 4), at);
  }
  return fat;
}
