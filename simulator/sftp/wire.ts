/**
 * @module SFTP version 3 on the wire (draft-ietf-secsh-filexfer-02), the server's side: packets in, packets out. Written
 * here, because the server of the ssh2 package cannot offer extensions, and real servers do.
 */

import type { Stats } from "node:fs";

export const REQUEST = {
  INIT: 1,
  OPEN: 3,
  CLOSE: 4,
  READ: 5,
  WRITE: 6,
  LSTAT: 7,
  FSTAT: 8,
  SETSTAT: 9,
  FSETSTAT: 10,
  OPENDIR: 11,
  READDIR: 12,
  REMOVE: 13,
  MKDIR: 14,
  RMDIR: 15,
  REALPATH: 16,
  STAT: 17,
  RENAME: 18,
  EXTENDED: 200,
} as const;

export const STATUS = {
  OK: 0,
  EOF: 1,
  NO_SUCH_FILE: 2,
  PERMISSION_DENIED: 3,
  FAILURE: 4,
  BAD_MESSAGE: 5,
  OP_UNSUPPORTED: 8,
} as const;

export type StatusCode = (typeof STATUS)[keyof typeof STATUS];

export const OPEN_FLAG = { READ: 1, WRITE: 2, APPEND: 4, CREATE: 8, TRUNCATE: 16, EXCLUSIVE: 32 } as const;

const ANSWER = {
  VERSION: 2,
  STATUS: 101,
  HANDLE: 102,
  DATA: 103,
  NAME: 104,
  ATTRS: 105,
  EXTENDED_REPLY: 201,
};
const ATTRIBUTE = { SIZE: 1, OWNER: 2, PERMISSIONS: 4, TIMES: 8 };
const LARGEST_PACKET = 256 * 1024;

export interface Attributes {
  size?: number;
  mode?: number;
  times?: { accessed: number; modified: number };
}

/** Cuts a stream of bytes into packets. Throws when a length cannot be. */
export class Packets {
  #rest = Buffer.alloc(0);

  push(bytes: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const packets: Buffer[] = [];
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length < 1 || length > LARGEST_PACKET) {
        throw new RangeError(`a packet of ${length} bytes`);
      }
      if (this.#rest.length < 4 + length) {
        break;
      }
      packets.push(this.#rest.subarray(4, 4 + length));
      this.#rest = this.#rest.subarray(4 + length);
    }
    return packets;
  }
}

/** Reads the fields of a packet in their order. Throws a `RangeError` behind its end. */
export class Fields {
  #at = 0;

  constructor(readonly packet: Buffer) {}

  byte(): number {
    this.#at += 1;
    return this.packet.readUInt8(this.#at - 1);
  }

  number(): number {
    this.#at += 4;
    return this.packet.readUInt32BE(this.#at - 4);
  }

  /** Offsets and sizes; exact up to 2^53. */
  longNumber(): number {
    this.#at += 8;
    return Number(this.packet.readBigUInt64BE(this.#at - 8));
  }

  bytes(): Buffer {
    const length = this.number();
    if (this.#at + length > this.packet.length) {
      throw new RangeError("a string longer than its packet");
    }
    this.#at += length;
    return this.packet.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return this.bytes().toString("utf8");
  }

  attributes(): Attributes {
    const flags = this.number();
    const attributes: Attributes = {};
    if ((flags & ATTRIBUTE.SIZE) !== 0) {
      attributes.size = this.longNumber();
    }
    if ((flags & ATTRIBUTE.OWNER) !== 0) {
      this.#at += 8;
    }
    if ((flags & ATTRIBUTE.PERMISSIONS) !== 0) {
      attributes.mode = this.number() & 0o7777;
    }
    if ((flags & ATTRIBUTE.TIMES) !== 0) {
      attributes.times = { accessed: this.number(), modified: this.number() };
    }
    return attributes;
  }
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function longNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

function attributesOf(stats: Stats): Buffer {
  return Buffer.concat([
    number(ATTRIBUTE.SIZE | ATTRIBUTE.OWNER | ATTRIBUTE.PERMISSIONS | ATTRIBUTE.TIMES),
    longNumber(stats.size),
    number(stats.uid),
    number(stats.gid),
    number(stats.mode),
    number(Math.floor(stats.atimeMs / 1000)),
    number(Math.floor(stats.mtimeMs / 1000)),
  ]);
}

function packet(type: number, ...fields: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from([type]), ...fields]);
  return Buffer.concat([number(body.length), body]);
}

export const answer = {
  version: (extensions: Record<string, string>) =>
    packet(ANSWER.VERSION, number(3), ...Object.entries(extensions).flat().map(text)),
  status: (id: number, code: StatusCode, message: string) =>
    packet(ANSWER.STATUS, number(id), number(code), text(message), text("")),
  handle: (id: number, handle: Buffer) => packet(ANSWER.HANDLE, number(id), text(handle)),
  data: (id: number, data: Buffer) => packet(ANSWER.DATA, number(id), text(data)),
  attributes: (id: number, stats: Stats) => packet(ANSWER.ATTRS, number(id), attributesOf(stats)),
  /** A path that has no attributes to tell, as REALPATH wants it. */
  path: (id: number, path: string) =>
    packet(ANSWER.NAME, number(id), number(1), text(path), text(path), number(0)),
  names: (id: number, entries: { name: string; stats: Stats }[]) =>
    packet(
      ANSWER.NAME,
      number(id),
      number(entries.length),
      ...entries.flatMap(({ name, stats }) => [text(name), text(longName(name, stats)), attributesOf(stats)]),
    ),
  /** statvfs@openssh.com; blocks of one byte would overflow some clients, so they are of 4096. */
  space: (id: number, totalBytes: number, freeBytes: number) => {
    const blocks = (bytes: number) => longNumber(Math.floor(bytes / 4096));
    return packet(
      ANSWER.EXTENDED_REPLY,
      number(id),
      longNumber(4096),
      longNumber(4096),
      blocks(totalBytes),
      blocks(freeBytes),
      blocks(freeBytes),
      longNumber(1_000_000),
      longNumber(999_999),
      longNumber(999_999),
      longNumber(0),
      longNumber(0),
      longNumber(255),
    );
  },
};

/** As `ls -l` shows it; clients print it. */
function longName(name: string, stats: Stats): string {
  const kind = stats.isDirectory() ? "d" : stats.isSymbolicLink() ? "l" : "-";
  const letters = "rwxrwxrwx";
  const mode = [...letters].map((letter, bit) => ((stats.mode >> (8 - bit)) & 1 ? letter : "-")).join("");
  const month = stats.mtime.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
  const time = `${month} ${stats.mtime.getUTCDate()} ${stats.mtime.toISOString().slice(11, 16)}`;
  return `${kind}${mode} ${stats.nlink} ${stats.uid} ${stats.gid} ${stats.size} ${time} ${name}`;
}
