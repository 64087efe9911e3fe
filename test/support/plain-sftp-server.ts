/**
 * @module An SFTP server that asks for its password by keyboard-interactive, as servers with PAM do, and knows none of
 * OpenSSH's extensions. Its files are in memory.
 */

import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import ssh2, { type Connection, type SFTPWrapper } from "ssh2";

const { Server, utils } = ssh2;
const { STATUS_CODE } = utils.sftp;

const FOLDER_MODE = 0o040755;

export interface PlainSftpServer {
  readonly port: number;
  readonly hostKeyFingerprint: string;
  /** Contents by path. */
  readonly files: Map<string, Buffer>;
  /** Permissions by path. */
  readonly modes: Map<string, number>;
  stop(): void;
}

/** Starts a server with the one folder `/floppy`. */
export async function startPlainSftpServer(username: string, password: string): Promise<PlainSftpServer> {
  const key = utils.generateKeyPairSync("ed25519");
  const files = new Map<string, Buffer>();
  const modes = new Map<string, number>();
  const clients = new Set<Connection>();
  const server = new Server({ hostKeys: [key.private] }, client => {
    clients.add(client);
    client.on("error", () => client.end());
    client.on("authentication", context => {
      if (context.method !== "keyboard-interactive") return context.reject(["keyboard-interactive"]);
      context.prompt([{ prompt: "Password: ", echo: false }], ([answer]) => {
        if (context.username === username && answer === password) context.accept();
        else context.reject();
      });
    });
    client.on("session", accept => {
      accept().on("sftp", acceptSftp => serve(acceptSftp(), files, modes));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = utils.parseKey(key.public);
  if (host instanceof Error) throw host;
  const [only] = [host].flat();
  return {
    port: (server.address() as AddressInfo).port,
    hostKeyFingerprint: `SHA256:${createHash("sha256")
      .update(only?.getPublicSSH() ?? "")
      .digest("base64")
      .replace(/=$/, "")}`,
    files,
    modes,
    stop: () => {
      for (const client of clients) client.end();
      server.close();
    },
  };
}

function serve(sftp: SFTPWrapper, files: Map<string, Buffer>, modes: Map<string, number>): void {
  const missing = (id: number): void => sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  const done = (id: number): void => sftp.status(id, STATUS_CODE.OK);
  const times = { uid: 0, gid: 0, atime: 0, mtime: 0 };
  sftp.on("STAT", (id, path) => {
    const content = files.get(path);
    if (path === "/floppy") sftp.attrs(id, { mode: FOLDER_MODE, size: 0, ...times });
    else if (content === undefined) missing(id);
    else sftp.attrs(id, { mode: modes.get(path) ?? 0, size: content.length, ...times });
  });
  sftp.on("OPEN", (id, path, _flags, { mode }) => {
    files.set(path, Buffer.alloc(0));
    modes.set(path, mode);
    sftp.handle(id, Buffer.from(path));
  });
  sftp.on("WRITE", (id, handle, offset, data) => {
    const path = handle.toString();
    const before = files.get(path) ?? Buffer.alloc(0);
    const after = Buffer.alloc(Math.max(before.length, offset + data.length));
    before.copy(after);
    data.copy(after, offset);
    files.set(path, after);
    done(id);
  });
  sftp.on("CLOSE", id => done(id));
  sftp.on("SETSTAT", (id, path, { mode }) => {
    modes.set(path, mode);
    done(id);
  });
  sftp.on("REMOVE", (id, path) => (files.delete(path) ? done(id) : missing(id)));
  sftp.on("RENAME", (id, from, to) => {
    const content = files.get(from);
    if (content === undefined) return missing(id);
    // version 3 of the protocol: not over a file that is there
    if (files.has(to)) return sftp.status(id, STATUS_CODE.FAILURE);
    files.set(to, content);
    files.delete(from);
    modes.set(to, modes.get(from) ?? 0);
    done(id);
  });
}
