/**
 * @module One SFTP conversation: each request is answered from a confined folder, in the order they come.
 */

import { constants, lstat, mkdir, open, readdir, rename, rmdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setAttributes, setAttributesOfFile } from "./attributes";
import type { ConfinedFolder } from "./confined-folder";
import { type CutPoint, type SftpFaults, takeSpace } from "./faults";
import { Handles } from "./handles";
import { CutConnection, failure, Refused } from "./refusal";
import { type Attributes, answer, Fields, OPEN_FLAG, REQUEST, STATUS } from "./wire";

const EXTENSIONS = {
  "posix-rename@openssh.com": "1",
  "statvfs@openssh.com": "2",
  "fsync@openssh.com": "1",
};

const DISK_SIZE = 1024 ** 4;
const LONGEST_READ = 128 * 1024;

export class SftpSession {
  readonly #folder: ConfinedFolder;
  readonly #faults: SftpFaults;
  readonly #cutAt: CutPoint | undefined;
  readonly #handles = new Handles();

  constructor(folder: ConfinedFolder, faults: SftpFaults, cutAt: CutPoint | undefined) {
    this.#folder = folder;
    this.#faults = faults;
    this.#cutAt = cutAt;
  }

  /** Throws `CutConnection` when there is to be no answer. */
  async answer(packet: Buffer): Promise<Buffer> {
    const fields = new Fields(packet);
    const type = fields.byte();
    if (type === REQUEST.INIT) {
      return answer.version(EXTENSIONS);
    }
    const id = fields.number();
    try {
      return await this.#carryOut(type, id, fields);
    } catch (error) {
      if (error instanceof CutConnection) {
        throw error;
      }
      return failure(id, error);
    }
  }

  close(): Promise<void> {
    return this.#handles.closeAll();
  }

  async #carryOut(type: number, id: number, fields: Fields): Promise<Buffer> {
    const done = answer.status(id, STATUS.OK, "Success");
    switch (type) {
      case REQUEST.OPEN:
        return answer.handle(id, await this.#open(fields.text(), fields.number(), fields.attributes()));
      case REQUEST.CLOSE:
        await this.#handles.close(fields.bytes());
        return done;
      case REQUEST.READ:
        return answer.data(id, await this.#read(fields));
      case REQUEST.WRITE:
        await this.#write(fields);
        return done;
      case REQUEST.LSTAT:
        return answer.attributes(id, await lstat(await this.#folder.locate(fields.text())));
      case REQUEST.STAT:
        return answer.attributes(id, await stat(await this.#folder.follow(fields.text())));
      case REQUEST.FSTAT:
        return answer.attributes(id, await this.#handles.file(fields.bytes()).stat());
      case REQUEST.SETSTAT:
        await setAttributes(await this.#folder.follow(fields.text()), fields.attributes());
        return done;
      case REQUEST.FSETSTAT:
        await setAttributesOfFile(this.#handles.file(fields.bytes()), fields.attributes());
        return done;
      case REQUEST.OPENDIR:
        return answer.handle(id, await this.#openFolder(fields.text()));
      case REQUEST.READDIR:
        return answer.names(id, await this.#list(fields.bytes()));
      case REQUEST.REMOVE:
        await unlink(await this.#folder.locate(fields.text()));
        return done;
      case REQUEST.MKDIR:
        await mkdir(await this.#folder.locate(fields.text()), fields.attributes().mode ?? 0o777);
        return done;
      case REQUEST.RMDIR:
        await rmdir(await this.#folder.locate(fields.text()));
        return done;
      case REQUEST.REALPATH:
        return answer.path(id, this.#folder.virtual(fields.text()));
      case REQUEST.RENAME:
        await this.#rename(fields.text(), fields.text(), false);
        return done;
      case REQUEST.EXTENDED:
        return await this.#extended(id, fields);
      default:
        throw new Refused(STATUS.OP_UNSUPPORTED, "Operation unsupported");
    }
  }

  async #extended(id: number, fields: Fields): Promise<Buffer> {
    switch (fields.text()) {
      case "posix-rename@openssh.com":
        await this.#rename(fields.text(), fields.text(), true);
        return answer.status(id, STATUS.OK, "Success");
      case "fsync@openssh.com":
        await this.#handles.file(fields.bytes()).sync();
        return answer.status(id, STATUS.OK, "Success");
      case "statvfs@openssh.com":
        return answer.space(id, DISK_SIZE, this.#faults.freeBytes ?? DISK_SIZE);
      default:
        throw new Refused(STATUS.OP_UNSUPPORTED, "Operation unsupported");
    }
  }

  async #open(path: string, flags: number, attributes: Attributes): Promise<Buffer> {
    const has = (flag: number) => (flags & flag) !== 0;
    const access =
      has(OPEN_FLAG.READ) && has(OPEN_FLAG.WRITE)
        ? constants.O_RDWR
        : has(OPEN_FLAG.WRITE)
          ? constants.O_WRONLY
          : constants.O_RDONLY;
    const real = await this.#existing(path);
    const file = await open(
      real,
      access |
        constants.O_NOFOLLOW |
        (has(OPEN_FLAG.APPEND) ? constants.O_APPEND : 0) |
        (has(OPEN_FLAG.CREATE) ? constants.O_CREAT : 0) |
        (has(OPEN_FLAG.TRUNCATE) ? constants.O_TRUNC : 0) |
        (has(OPEN_FLAG.EXCLUSIVE) ? constants.O_EXCL : 0),
      attributes.mode ?? 0o666,
    );
    return this.#handles.keep({ kind: "file", file });
  }

  /** A link is followed as long as it stays inside; what does not exist is where it would be. */
  async #existing(path: string): Promise<string> {
    const located = await this.#folder.locate(path);
    const stats = await lstat(located).catch(() => undefined);
    return stats?.isSymbolicLink() ? this.#folder.follow(path) : located;
  }

  async #read(fields: Fields): Promise<Buffer> {
    const file = this.#handles.file(fields.bytes());
    const offset = fields.longNumber();
    const { bytesRead, buffer } = await file.read({
      buffer: Buffer.alloc(Math.min(fields.number(), LONGEST_READ)),
      position: offset,
    });
    if (bytesRead === 0) {
      throw new Refused(STATUS.EOF, "End of file");
    }
    return buffer.subarray(0, bytesRead);
  }

  async #write(fields: Fields): Promise<void> {
    const file = this.#handles.file(fields.bytes());
    const offset = fields.longNumber();
    const data = fields.bytes();
    if (!takeSpace(this.#faults, data.length)) {
      throw new Refused(STATUS.FAILURE, "No space left on device");
    }
    await file.write(data, 0, data.length, offset);
    if (this.#cutAt === "write") {
      throw new CutConnection();
    }
  }

  /** Version 3 does not rename onto something that exists; OpenSSH's extension does. */
  async #rename(from: string, to: string, replaces: boolean): Promise<void> {
    const source = await this.#folder.locate(from);
    const target = await this.#folder.locate(to);
    await lstat(source);
    if (!replaces && (await lstat(target).catch(() => undefined)) !== undefined) {
      throw new Refused(STATUS.FAILURE, "Failure");
    }
    await rename(source, target);
    if (this.#cutAt === "rename") {
      throw new CutConnection();
    }
  }

  async #openFolder(path: string): Promise<Buffer> {
    const real = await this.#folder.follow(path);
    await readdir(real);
    return this.#handles.keep({ kind: "folder", path: real, read: false });
  }

  async #list(bytes: Buffer) {
    const folder = this.#handles.folder(bytes);
    if (folder.read) {
      throw new Refused(STATUS.EOF, "End of file");
    }
    folder.read = true;
    const entries = [];
    for (const name of [".", "..", ...(await readdir(folder.path))]) {
      const stats = await lstat(name === ".." ? folder.path : join(folder.path, name)).catch(() => undefined);
      if (stats !== undefined) {
        entries.push({ name, stats });
      }
    }
    return entries;
  }
}
