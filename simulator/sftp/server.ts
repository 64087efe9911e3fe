/**
 * @module An SFTP server for a real folder, to upload floppy images to. SSH is that of the ssh2 package.
 */

import { createHash, timingSafeEqual } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type AuthContext, type Connection, type ParsedKey, Server, type ServerChannel, utils } from "ssh2";
import { ConfinedFolder } from "./confined-folder";
import { cutPointOf, type SftpFaults } from "./faults";
import { SftpSession } from "./session";
import { Packets } from "./wire";

export interface SftpServerOptions {
  folder: string;
  username: string;
  /** @default no login by password */
  password?: string;
  /** A public key in OpenSSH's form. @default no login by key */
  authorizedKey?: string;
  /** @default one that is free */
  port?: number;
  /** A private key in OpenSSH's form. @default a new one */
  hostKey?: string;
}

export interface SftpServer {
  host: string;
  port: number;
  /** Such as `SHA256:uNiVztksCsDhcc0u9e8BrqJXVq...`, as ssh-keygen prints it. */
  hostKeyFingerprint: string;
  /** In OpenSSH's form, for a known_hosts file. */
  hostKeyPublic: string;
  /** Change them whenever you like. */
  faults: SftpFaults;
  /** Connections since the start. */
  connections: number;
  /** Nothing listens on the port, and open connections end. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Back, without faults. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";

export async function startSftpServer(options: SftpServerOptions): Promise<SftpServer> {
  const hostKey = options.hostKey ?? newHostKey();
  const publicKey = parseKey(hostKey);
  const folder = new ConfinedFolder(options.folder);
  const sockets = new Set<Socket>();

  const listener = createServer(socket => {
    made.connections += 1;
    const cutAt = cutPointOf(made.faults, made.connections);
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (cutAt === "connect") {
      socket.destroy();
      return;
    }
    const session = () => new SftpSession(folder, made.faults, cutAt);
    const ssh = new Server({ hostKeys: [hostKey], ident: "virtroom-simulator" }, client => {
      converse(
        client,
        options,
        session,
        () => socket.destroy(),
        () => made.faults.delay ?? 0,
      );
    });
    ssh.injectSocket(socket);
  });

  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(port, HOST, () => {
        listener.off("error", reject);
        resolve((listener.address() as AddressInfo).port);
      });
    });
  const goAway = () =>
    new Promise<void>(resolve => {
      listener.close(() => resolve());
      for (const socket of sockets) {
        socket.destroy();
      }
    });

  const made: SftpServer = {
    host: HOST,
    port: options.port ?? 0,
    hostKeyFingerprint: `SHA256:${createHash("sha256").update(publicKey.getPublicSSH()).digest("base64").replace(/=+$/, "")}`,
    hostKeyPublic: `${publicKey.type} ${publicKey.getPublicSSH().toString("base64")}`,
    faults: {},
    connections: 0,
    goAway,
    comeBack: async () => {
      if (!listener.listening) {
        await listen(made.port);
      }
    },
    heal: async () => {
      made.faults = {};
      await made.comeBack();
    },
    stop: goAway,
  };
  made.port = await listen(made.port);
  return made;
}

/** One in some hundred keys that ssh2 makes it cannot read itself: then another one is made. */
function newHostKey(): string {
  for (;;) {
    const { private: key } = utils.generateKeyPairSync("ed25519");
    if (!(utils.parseKey(key) instanceof Error)) {
      return key;
    }
  }
}

function parseKey(key: string): ParsedKey {
  const parsed = utils.parseKey(key);
  const first = Array.isArray(parsed) ? parsed[0] : parsed;
  if (first === undefined || first instanceof Error) {
    throw new Error(`the key cannot be read: ${first?.message ?? "it is empty"}`);
  }
  return first;
}

function converse(
  client: Connection,
  options: SftpServerOptions,
  newSession: () => SftpSession,
  cut: () => void,
  delay: () => number,
): void {
  client.on("error", cut);
  client.on("authentication", context => {
    if (isWelcome(context, options)) {
      context.accept();
    } else {
      context.reject([
        ...(options.password === undefined ? [] : (["password"] as const)),
        ...(options.authorizedKey === undefined ? [] : (["publickey"] as const)),
      ]);
    }
  });
  client.on("ready", () => {
    client.on("session", accept => {
      accept().on("subsystem", (acceptSubsystem, reject, { name }) => {
        if (name === "sftp") {
          serve(acceptSubsystem(), newSession(), cut, delay);
        } else {
          reject();
        }
      });
    });
  });
}

function isWelcome(context: AuthContext, options: SftpServerOptions): boolean {
  if (context.username !== options.username) {
    return false;
  }
  if (context.method === "password" && options.password !== undefined) {
    return isSame(Buffer.from(context.password), Buffer.from(options.password));
  }
  if (context.method === "publickey" && options.authorizedKey !== undefined) {
    const known = parseKey(options.authorizedKey);
    const isKnown = isSame(context.key.data, known.getPublicSSH());
    if (context.signature === undefined || context.blob === undefined) {
      return isKnown;
    }
    return isKnown && known.verify(context.blob, context.signature, context.hashAlgo) === true;
  }
  return false;
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Answers one request after the other, however many come at once. */
function serve(channel: ServerChannel, session: SftpSession, cut: () => void, delay: () => number): void {
  const packets = new Packets();
  let turn = Promise.resolve();
  const inTurn = (step: () => Promise<void>) => {
    turn = turn.then(step).catch(cut);
  };
  channel.on("data", (bytes: Buffer) => {
    inTurn(async () => {
      for (const packet of packets.push(bytes)) {
        await pause(delay());
        channel.write(await session.answer(packet));
      }
    });
  });
  channel.on("close", () => inTurn(() => session.close()));
  channel.on("end", () =>
    inTurn(async () => {
      channel.exit(0);
      channel.end();
    }),
  );
  channel.on("error", cut);
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds === 0 ? Promise.resolve() : new Promise(resolve => setTimeout(resolve, milliseconds));
}
