/**
 * @module Reads the files of a FAT12 floppy image, long names and folders included, as a guest's driver would. Written
 * from Microsoft's FAT specification ("FAT: General Overview of On-Disk Format", 1.03), and on purpose apart from
 * whatever wrote the image.
 */

import type { MediaFile } from "./contract";

interface Volume {
  image: Uint8Array;
  view: DataView;
  sectorSize: number;
  clusterSize: number;
  fatOffset: number;
  rootOffset: number;
  rootEntries: number;
  dataOffset: number;
  clusters: number;
}

const ENTRY_SIZE = 32;
const ATTRIBUTE_LONG_NAME = 0x0f;
const ATTRIBUTE_VOLUME = 0x08;
const ATTRIBUTE_FOLDER = 0x10;

/** All files, with paths such as `scripts\join.cmd`. `undefined`: no driver would mount this. */
export function readFloppy(image: Uint8Array): MediaFile[] | undefined {
  const volume = mount(image);
  if (volume === undefined) {
    return undefined;
  }
  const root = image.subarray(volume.rootOffset, volume.rootOffset + volume.rootEntries * ENTRY_SIZE);
  try {
    return [...filesIn(volume, root, "")];
  } catch (error) {
    if (error instanceof DamagedVolume) {
      return undefined;
    }
    throw error;
  }
}

class DamagedVolume extends Error {}

function mount(image: Uint8Array): Volume | undefined {
  if (image.length < 512 || image[510] !== 0x55 || image[511] !== 0xaa) {
    return undefined;
  }
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const sectorSize = view.getUint16(11, true);
  const sectorsPerCluster = view.getUint8(13);
  const reserved = view.getUint16(14, true);
  const fats = view.getUint8(16);
  const rootEntries = view.getUint16(17, true);
  const sectors = view.getUint16(19, true) || view.getUint32(32, true);
  const sectorsPerFat = view.getUint16(22, true);
  const sane =
    [512, 1024, 2048, 4096].includes(sectorSize) &&
    sectorsPerCluster > 0 &&
    (sectorsPerCluster & (sectorsPerCluster - 1)) === 0 &&
    reserved > 0 &&
    fats > 0 &&
    sectorsPerFat > 0 &&
    view.getUint8(21) >= 0xf0;
  if (!sane || sectors * sectorSize > image.length) {
    return undefined;
  }
  const rootSector = reserved + fats * sectorsPerFat;
  const dataSector = rootSector + Math.ceil((rootEntries * ENTRY_SIZE) / sectorSize);
  const clusters = Math.floor((sectors - dataSector) / sectorsPerCluster);
  if (clusters < 1 || clusters >= 4085 || Math.ceil((clusters + 2) * 1.5) > sectorsPerFat * sectorSize) {
    return undefined;
  }
  return {
    image,
    view,
    sectorSize,
    clusterSize: sectorsPerCluster * sectorSize,
    fatOffset: reserved * sectorSize,
    rootOffset: rootSector * sectorSize,
    rootEntries,
    dataOffset: dataSector * sectorSize,
    clusters,
  };
}

function* filesIn(volume: Volume, folder: Uint8Array, prefix: string): Generator<MediaFile> {
  let longName: LongName = { parts: [], checksum: -1 };
  for (let at = 0; at + ENTRY_SIZE <= folder.length; at += ENTRY_SIZE) {
    const entry = folder.subarray(at, at + ENTRY_SIZE);
    const view = new DataView(entry.buffer, entry.byteOffset, ENTRY_SIZE);
    if (entry[0] === 0) {
      return;
    }
    const attributes = view.getUint8(11);
    if (entry[0] !== 0xe5 && (attributes & 0x3f) === ATTRIBUTE_LONG_NAME) {
      longName = withPart(longName, view);
      continue;
    }
    const name =
      longName.parts.length > 0 && longName.checksum === checksumOf(entry)
        ? longName.parts.join("")
        : shortName(entry);
    longName = { parts: [], checksum: -1 };
    if (entry[0] === 0xe5 || entry[0] === 0x2e || (attributes & ATTRIBUTE_VOLUME) !== 0) {
      continue;
    }
    const first = view.getUint16(26, true);
    if ((attributes & ATTRIBUTE_FOLDER) !== 0) {
      if (prefix.split("\\").length > 8) {
        throw new DamagedVolume("folders inside each other without end");
      }
      yield* filesIn(volume, chain(volume, first), `${prefix}${name}\\`);
    } else {
      const size = view.getUint32(28, true);
      const content = size === 0 ? new Uint8Array() : chain(volume, first);
      if (content.length < size) {
        throw new DamagedVolume(`${name} is cut off`);
      }
      yield { name: prefix + name, content: content.subarray(0, size) };
    }
  }
}

interface LongName {
  parts: string[];
  checksum: number;
}

function withPart(before: LongName, view: DataView): LongName {
  let part = "";
  for (const offset of [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]) {
    const unit = view.getUint16(offset, true);
    if (unit === 0) {
      break;
    }
    part += String.fromCharCode(unit);
  }
  const isLast = (view.getUint8(0) & 0x40) !== 0;
  return { parts: isLast ? [part] : [part, ...before.parts], checksum: view.getUint8(13) };
}

function checksumOf(entry: Uint8Array): number {
  let sum = 0;
  for (const byte of entry.subarray(0, 11)) {
    sum = (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff;
  }
  return sum;
}

function shortName(entry: Uint8Array): string {
  const text = Buffer.from(entry.subarray(0, 11)).toString("latin1");
  const cases = entry[12] ?? 0;
  const base = text.slice(0, 8).trimEnd();
  const extension = text.slice(8).trimEnd();
  const shownBase = (cases & 0x08) !== 0 ? base.toLowerCase() : base;
  const shownExtension = (cases & 0x10) !== 0 ? extension.toLowerCase() : extension;
  return shownExtension === "" ? shownBase : `${shownBase}.${shownExtension}`;
}

function chain(volume: Volume, first: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let cluster = first;
  while (cluster < 0xff8) {
    if (cluster < 2 || cluster >= volume.clusters + 2 || parts.length > volume.clusters) {
      throw new DamagedVolume(`cluster ${cluster} is not there`);
    }
    const at = volume.dataOffset + (cluster - 2) * volume.clusterSize;
    parts.push(volume.image.subarray(at, at + volume.clusterSize));
    const pair = volume.view.getUint16(volume.fatOffset + Math.floor(cluster * 1.5), true);
    cluster = cluster % 2 === 0 ? pair & 0xfff : pair >> 4;
  }
  return Buffer.concat(parts);
}
