/** @module Logging in to an SFTP server: its host key pinned, with a password or a key. */

import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { ConnectConfig, ServerHostKeyAlgorithm, SFTPWrapper } from "ssh2";
import type SftpClient from "ssh2-sftp-client";
import { within, wordsOf } from "./sftp-answers";
import { ShareError } from "./share-error";
import { readWholeFile } from "./whole-file";

/** How to get at the folder for floppy images. */
export interface SftpAccess {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Password of the account; or a key. */
  readonly password?: string;
  /** Path of the account's private key. */
  readonly keyFile?: string;
  /** Passphrase of the private key. */
  readonly keyPassphrase?: string;
  /** Fingerprint of one of the server's host keys, as `ssh-keygen -lf` prints it: `SHA256:...`. */
  readonly hostKeyFingerprint: string;
  /** The folder on the server, absolute or relative to where the account starts. */
  readonly folder: string;
}

/** What an operation gets: the client, and beneath it the plain protocol. */
export interface SftpSession {
  readonly client: SftpClient;
  readonly protocol: SFTPWrapper;
  readonly socket: Socket;
  /** Never resolved; rejected when the connection or the SFTP server at its other end is gone. */
  readonly gone: Promise<never>;
}

/** Kinds of host keys, one after the other when the pinned one is of another kind than the server prefers. */
const KEY_KINDS: readonly (readonly ServerHostKeyAlgorithm[])[] = [
  ["ssh-ed25519"],
  ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ["rsa-sha2-512", "rsa-sha2-256"],
];

/** Milliseconds until a connection has to be there. */
const CONNECT_LIMIT = 20_000;

/** Makes connections to one server, always to the same host key. */
export class SftpLogin {
  /** The kind of host key that was found to be the pinned one; at first the one that the server prefers. */
  private keyKind: readonly ServerHostKeyAlgorithm[] | undefined;

  constructor(private readonly access: SftpAccess) {}

  /** @throws ShareError: unreachable, host-key-differs, auth-refused, key-unreadable */
  async open(): Promise<SftpSession> {
    const key = this.privateKey();
    const offered: string[] = [];
    for (const kind of this.keyKind === undefined ? [undefined, ...KEY_KINDS] : [this.keyKind]) {
      const outcome = await this.connectWith(kind, key, offered);
      if (outcome === undefined) continue;
      this.keyKind = kind;
      return outcome;
    }
    throw new ShareError(
      "host-key-differs",
      `${this.access.host}:${this.access.port} has another host key than the settings say: it offers ${[...new Set(offered)].join(", ")}, and expected is ${this.access.hostKeyFingerprint}`,
      'Find out why before anything else. If the server was set up anew, take the fingerprint from "ssh-keygen -lf" on that server',
    );
  }

  /** @returns `undefined` when the server has no such key, or another one of that kind */
  private async connectWith(
    kind: readonly ServerHostKeyAlgorithm[] | undefined,
    privateKey: string | undefined,
    offered: string[],
  ): Promise<SftpSession | undefined> {
    const silent = (): void => undefined;
    // 20 ms of loading that only a run with floppies to carry has to spend
    const { default: Client } = await import("ssh2-sftp-client");
    const client = new Client("virtroom", { error: silent, end: silent, close: silent });
    let differs = false;
    // without noDelay each request would wait for the other side's delayed acknowledgement, some 40 ms
    const socket = connect({ host: this.access.host, port: this.access.port, noDelay: true });
    const config: ConnectConfig = {
      sock: socket,
      username: this.access.username,
      ...(this.access.password !== undefined && { password: this.access.password, tryKeyboard: true }),
      ...(privateKey !== undefined && { privateKey }),
      ...(this.access.keyPassphrase !== undefined && { passphrase: this.access.keyPassphrase }),
      ...(kind !== undefined && { algorithms: { serverHostKey: [...kind] } }),
      readyTimeout: CONNECT_LIMIT,
      keepaliveInterval: 10_000,
      hostVerifier: (key: Buffer) => {
        const fingerprint = fingerprintOf(key);
        differs = fingerprint !== this.access.hostKeyFingerprint.replace(/=$/, "");
        if (differs) offered.push(fingerprint);
        return !differs;
      },
    };
    client.on(
      "keyboard-interactive",
      (...asked: [string, string, string, unknown[], (answers: string[]) => void]) => {
        const [, , , prompts, answer] = asked;
        answer(prompts.map(() => this.access.password ?? ""));
      },
    );
    try {
      const protocol = await within(CONNECT_LIMIT, client.connect(config));
      return { client, socket, protocol, gone: goneOf(protocol, socket) };
    } catch (error) {
      socket.destroy();
      if (differs || (kind !== undefined && /no matching host key/i.test(wordsOf(error)))) return undefined;
      throw this.connectFault(error);
    }
  }

  private privateKey(): string | undefined {
    const { keyFile } = this.access;
    if (keyFile === undefined) return undefined;
    try {
      return readWholeFile(keyFile).toString("utf8");
    } catch (error) {
      throw new ShareError(
        "key-unreadable",
        `The private key ${keyFile} cannot be read (${wordsOf(error)})`,
        "Correct keyFile, or the permissions of the file",
        { cause: error },
      );
    }
  }

  private connectFault(error: unknown): ShareError {
    const words = wordsOf(error);
    if (/Cannot parse privateKey|passphrase/i.test(words)) {
      return new ShareError(
        "key-unreadable",
        `The private key for ${labelOf(this.access)} cannot be used (${words})`,
        "Give an OpenSSH or PEM key, and its passphrase if it has one",
        { cause: error },
      );
    }
    if (/authentication methods failed/i.test(words)) {
      return new ShareError(
        "auth-refused",
        `${labelOf(this.access)} does not take the ${this.access.keyFile === undefined ? "password" : "key"}`,
        "Correct username and password or key; sftp with the same account tells more",
        { cause: error },
      );
    }
    return new ShareError(
      "unreachable",
      `The SFTP server ${this.access.host}:${this.access.port} cannot be reached (${words})`,
      "See that host and port are right, and that a server listens there",
      { cause: error },
    );
  }
}

/** What to call an account in messages. */
export function labelOf({ username, host, port }: SftpAccess): string {
  return `${username}@${host}:${port}`;
}

/** A request that is sent when the other end has gone is never answered: neither the client nor ssh2 tells. */
function goneOf(protocol: SFTPWrapper, socket: Socket): Promise<never> {
  const gone = new Promise<never>((_, reject) => {
    const end = (): void => reject(new Error("the other end is gone"));
    protocol.once("close", end);
    socket.once("close", end);
  });
  gone.catch(() => undefined); // nobody may be waiting
  return gone;
}

/** The fingerprint of a host key, as `ssh-keygen -lf` prints it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=$/, "")}`;
}
