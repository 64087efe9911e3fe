/** @module The share for floppy images, on an SFTP server. */

import { statusOf, wordsOf } from "./sftp-answers";
import { SftpConnection } from "./sftp-connection";
import type { SftpAccess, SftpSession } from "./sftp-login";
import { ShareError } from "./share-error";

/** A folder that floppy images go to. All of it is safe to repeat. */
export interface FloppyShare {
  /**
   * Puts a file there, or in the place of one that is there already. Under its name it is never seen half written.
   *
   * @param name name within the folder: letters, digits, `.`, `_`, `-`
   * @throws ShareError
   */
  upload(name: string, content: Uint8Array): Promise<void>;
  /** Takes a file away, and what a broken upload of it left. Fine when it is not there. @throws ShareError */
  remove(name: string): Promise<void>;
  /** Ends the connection. Without it the connection ends after ten idle seconds; until then the process stays. */
  close(): Promise<void>;
}

/** Ending of the name while a file is being written. */
const PARTIAL = ".part";

/** QEMU runs as another user and opens a floppy for reading and writing: the hook for floppies does not make it read-only. */
const FILE_MODE = 0o666;
/** While it is being written nobody else needs to see it. */
const PARTIAL_MODE = 0o600;

/** Bytes in one request; every server takes 32 KiB. @see draft-ietf-secsh-filexfer-02, section 3 */
const PIECE = 32 * 1024;

const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const FAILURE = 4;

/**
 * Connects, and sees that the folder is there. The connection is shared by all who use the result, does one thing
 * after the other, and comes back by itself when it breaks (seven times, for some 20 seconds).
 *
 * @throws ShareError with a code for each kind of trouble; no message holds a secret
 */
export async function openSftp(access: SftpAccess): Promise<FloppyShare> {
  const share = new SftpShare(access);
  try {
    await share.refuseMissingFolder();
  } catch (error) {
    await share.close();
    throw error;
  }
  return share;
}

class SftpShare implements FloppyShare {
  private readonly connection: SftpConnection;
  private readonly folder: string;

  constructor(private readonly access: SftpAccess) {
    this.connection = new SftpConnection(access);
    // SFTP knows no "~": a relative path starts where the account starts
    this.folder = access.folder.replace(/^~\//, "").replace(/(?<=.)\/+$/, "") || ".";
  }

  async refuseMissingFolder(): Promise<void> {
    await this.run("look into", this.folder, async ({ client }) => {
      const { isDirectory } = await client.stat(this.folder).catch(asMissing);
      if (isDirectory) return;
      throw this.folderMissing("is not a folder");
    });
  }

  async upload(name: string, content: Uint8Array): Promise<void> {
    const path = this.path(name);
    const partial = path + PARTIAL;
    const bytes = Buffer.from(content);
    await this.run("write", path, async session => {
      const { client } = session;
      await client.delete(partial, true);
      try {
        await writeNew(session, partial, bytes);
      } catch (error) {
        const full = await this.noSpace(session, bytes.length, error);
        // half an answer file may hold whole passwords; with a broken connection the next attempt takes it away
        if (statusOf(error) !== undefined) await client.delete(partial, true).catch(() => undefined);
        throw full ?? error;
      }
      await client.chmod(partial, FILE_MODE);
      await replace(session, partial, path);
    });
  }

  async remove(name: string): Promise<void> {
    const path = this.path(name);
    await this.run("remove", path, async ({ client }) => {
      await client.delete(path, true);
      await client.delete(path + PARTIAL, true);
    });
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** The path of a file, which is in the folder and nowhere else. */
  private path(name: string): string {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(name)) {
      throw new ShareError(
        "invalid-name",
        `${JSON.stringify(name)} cannot be the name of a floppy image`,
        "Use letters, digits, dots, _ and - only, and no dot first",
      );
    }
    return `${this.folder}/${name}`;
  }

  /** Runs an operation, and says what the server's refusal means. */
  private async run<Result>(
    doing: string,
    path: string,
    operation: (session: SftpSession) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.connection.run(operation);
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) throw error;
      if (status === NO_SUCH_FILE) throw this.folderMissing("does not exist");
      if (status === PERMISSION_DENIED) {
        throw new ShareError(
          "permission-denied",
          `${this.access.username} may not ${doing} ${path} on ${this.access.host}`,
          "Give the account the right to write in that folder",
          { cause: error },
        );
      }
      throw new ShareError(
        "refused",
        `${this.access.host} does not ${doing} ${path} (${wordsOf(error)})`,
        "See the SFTP server's log; a quota, a limit on file sizes or a read-only disk are usual causes",
        { cause: error },
      );
    }
  }

  private folderMissing(what: string): ShareError {
    return new ShareError(
      "folder-missing",
      `The folder ${this.folder} ${what} on ${this.access.host}`,
      "Make it, or correct folder in the settings",
    );
  }

  /** A full disk has no status of its own, so the server is asked for its free space where it can tell. */
  private async noSpace(
    session: SftpSession,
    needed: number,
    cause: unknown,
  ): Promise<ShareError | undefined> {
    const free = statusOf(cause) !== FAILURE ? undefined : await freeBytes(session, this.folder);
    if (free === undefined || free >= needed) return undefined;
    return new ShareError(
      "no-space",
      `${this.folder} on ${this.access.host} has ${free} bytes free, and a floppy image needs ${needed}`,
      "Make room there",
      { cause },
    );
  }
}

/**
 * Writes a file that is not there yet, pieces on their way at the same time. The client's own `put` takes a file that
 * was cut off for one that was written (seen with a limit on file sizes).
 */
async function writeNew({ protocol }: SftpSession, path: string, content: Buffer): Promise<void> {
  const handle = await promised<Buffer>(done => protocol.open(path, "wx", { mode: PARTIAL_MODE }, done));
  const pieces = Array.from({ length: Math.ceil(content.length / PIECE) }, (_, index) => index * PIECE);
  const written = await Promise.allSettled(
    pieces.map(at => {
      const length = Math.min(PIECE, content.length - at);
      return promised<void>(done => protocol.write(handle, content, at, length, at, done));
    }),
  );
  const closed = promised<void>(done => protocol.close(handle, done));
  const failed = written.find(outcome => outcome.status === "rejected");
  if (failed === undefined) return closed;
  await closed.catch(() => undefined); // the first trouble is the one to tell
  throw failed.reason;
}

/** A call of the protocol as a promise; one that throws at once is rejected too. */
function promised<Result>(
  call: (done: (error: Error | null | undefined, result?: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as Result)));
  });
}

/** Puts a file in the place of another in one step; where the server cannot do that, in two. */
async function replace({ client }: SftpSession, from: string, to: string): Promise<void> {
  try {
    await client.posixRename(from, to);
  } catch (error) {
    if (!/does not support/.test(wordsOf(error))) throw error;
    await client.delete(to, true);
    await client.rename(from, to);
  }
}

/** `stat` of the client gives an error of its own for what is missing; back to the protocol's. */
function asMissing(error: unknown): never {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    throw Object.assign(new Error(error.message), { code: NO_SUCH_FILE });
  }
  throw error;
}

/** Bytes that the account may still write, where the server can tell. */
function freeBytes({ protocol }: SftpSession, folder: string): Promise<number | undefined> {
  return new Promise(resolve => {
    try {
      protocol.ext_openssh_statvfs(folder, (error, { f_bavail, f_frsize } = {}) => {
        const free = Number(f_bavail) * Number(f_frsize);
        resolve(error === undefined && Number.isFinite(free) ? free : undefined);
      });
    } catch {
      resolve(undefined); // not an OpenSSH server
    }
  });
}
