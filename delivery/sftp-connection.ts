/**
 * One connection to an SFTP server: its host key pinned, opened when it is needed, given up when it is idle.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import pLimit from "p-limit";
import pRetry from "p-retry";
import type { ConnectConfig, ServerHostKeyAlgorithm, SFTPWrapper } from "ssh2";
import type SftpClient from "ssh2-sftp-client";
import { ShareError } from "./share-error";

/** How to get at the folder for floppy images. */
export interface SftpAccess {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Password of the account; or a key. */
  readonly password?: string;
  /** Path of the account's private key, or the key itself (`-----BEGIN ...`). */
  readonly keyFile?: string;
  /** Passphrase of the private key. */
  readonly keyPassphrase?: string;
  /** Fingerprint of one of the server's host keys, as `ssh-keygen -lf` prints it: `SHA256:...`. */
  readonly hostKeyFingerprint: string;
  /** The folder on the server, absolute or relative to where the account starts. */
  readonly folder: string;
  /**
   * Permissions of the images, 0666 by default: the hypervisors' QEMU runs as another user and opens a floppy for
   * reading and writing, because the hook for floppies does not make it read-only. Where the images belong to the
   * group `kvm` (36), 0660 is enough.
   */
  readonly fileMode?: number;
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
/** Milliseconds for one operation. Writing an image takes less than one second on a usual network. */
const OPERATION_LIMIT = 60_000;
/** Milliseconds after which an unused connection is closed: setting up a seat takes far longer. */
const IDLE_LIMIT = 10_000;
/** How often a passing trouble is tried again: soon given up at first, patient (20 s or more) with a server known to work. */
const RETRIES = { first: 2, later: 7 };

/** A status of the protocol, as the client gives it: `NO_SUCH_FILE` and so on. @see draft-ietf-secsh-filexfer-02 */
export function statusOf(error: unknown): number | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // 6 and 7 say that the connection is gone
  return typeof code === "number" && code !== 6 && code !== 7 ? code : undefined;
}

/**
 * A connection that is shared by everybody and does one thing at a time: the client tells a broken connection only to
 * the first of several operations under way, and the others would wait for ever.
 */
export class SftpConnection {
  private readonly oneAtATime = pLimit(1);
  private session: SftpSession | undefined;
  private idle: NodeJS.Timeout | undefined;
  private keyKind: readonly ServerHostKeyAlgorithm[] | undefined;
  private workedBefore = false;

  constructor(
    private readonly access: SftpAccess,
    private readonly signal?: AbortSignal,
  ) {}

  /** What to call the server in messages. */
  get label(): string {
    return `${this.access.username}@${this.access.host}:${this.access.port}`;
  }

  /**
   * Does something with the connection, which is opened when it is not there. When it breaks, all of it is done again,
   * so it has to be safe to repeat.
   *
   * @throws ShareError, and what the operation throws itself
   */
  run<Result>(operation: (session: SftpSession) => Promise<Result>): Promise<Result> {
    return this.oneAtATime(async () => {
      try {
        return await pRetry(() => this.attempt(operation), {
          retries: this.workedBefore ? RETRIES.later : RETRIES.first,
          minTimeout: 200,
          maxTimeout: 5_000,
          randomize: true,
          shouldRetry: ({ error }) => error instanceof ShareError && error.passing,
          ...(this.signal && { signal: this.signal }),
        });
      } catch (error) {
        // those who wait for their turn need not be as patient again
        if (error instanceof ShareError && error.passing) this.workedBefore = false;
        throw error;
      }
    });
  }

  /** Ends the connection once what is under way is done. It may be used again afterwards. */
  close(): Promise<void> {
    return this.oneAtATime(() => this.hangUp());
  }

  private async attempt<Result>(operation: (session: SftpSession) => Promise<Result>): Promise<Result> {
    clearTimeout(this.idle);
    this.session ??= await this.connect();
    try {
      const result = await within(
        OPERATION_LIMIT,
        Promise.race([operation(this.session), this.session.gone]),
      );
      this.idle = setTimeout(() => void this.close(), IDLE_LIMIT);
      return result;
    } catch (error) {
      if (error instanceof ShareError || statusOf(error) !== undefined) {
        this.idle = setTimeout(() => void this.close(), IDLE_LIMIT);
        throw error;
      }
      void this.hangUp();
      throw new ShareError(
        "dropped",
        `The connection to ${this.label} broke (${wordsOf(error)})`,
        "See the SFTP server's log, and run again",
        { cause: error },
      );
    }
  }

  private async hangUp(): Promise<void> {
    clearTimeout(this.idle);
    const { session } = this;
    this.session = undefined;
    if (session === undefined) return;
    // a server that does not answer our farewell is gone anyway
    await within(2_000, session.client.end()).catch(() => undefined);
    session.socket.destroy();
  }

  private async connect(): Promise<SftpSession> {
    const key = await this.privateKey();
    const offered: string[] = [];
    for (const kind of this.keyKind === undefined ? [undefined, ...KEY_KINDS] : [this.keyKind]) {
      const outcome = await this.connectWith(kind, key, offered);
      if (outcome === undefined) continue;
      this.keyKind = kind;
      this.workedBefore = true;
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

  private async privateKey(): Promise<string | undefined> {
    const { keyFile } = this.access;
    if (keyFile === undefined || keyFile.trimStart().startsWith("-----BEGIN")) return keyFile;
    try {
      return await readFile(keyFile, "utf8");
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
        `The private key for ${this.label} cannot be used (${words})`,
        "Give an OpenSSH or PEM key, and its passphrase if it has one",
        { cause: error },
      );
    }
    if (/authentication methods failed/i.test(words)) {
      return new ShareError(
        "auth-refused",
        `${this.label} does not take the ${this.access.keyFile === undefined ? "password" : "key"}`,
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

/** The client's own words, without the names of its functions in front. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^(?:\w+(?:->|: ))+/, "");
}

async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
