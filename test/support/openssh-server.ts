/** @module A real OpenSSH server on loopback, for the user who runs the tests (Debian: openssh-server). */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a test may want otherwise. */
export interface OpenSshOptions {
  /** Kinds of host keys; `ed25519` alone by default. */
  readonly hostKeys?: readonly ("ed25519" | "rsa" | "ecdsa")[];
  /** A shell script that serves SFTP, from the folder for files; OpenSSH's own server by default. */
  readonly sftpScript?: (files: string) => string;
}

/** A server that runs, its folder for files, and a key that it takes. */
export class OpenSshServer {
  readonly username = userInfo().username;
  /** A folder that the account may write to. */
  readonly files: string;
  /** Path of a private key that the server takes. */
  readonly keyFile: string;
  /** The same key with the passphrase `open sesame`. */
  readonly protectedKeyFile: string;
  /** Path of a private key that it does not take. */
  readonly otherKeyFile: string;
  private daemon: ChildProcess | undefined;

  private constructor(
    private readonly home: string,
    readonly port: number,
    private readonly options: OpenSshOptions,
  ) {
    this.files = join(home, "files");
    this.keyFile = join(home, "account");
    this.protectedKeyFile = join(home, "account-protected");
    this.otherKeyFile = join(home, "other");
  }

  /** Starts a server with its own keys and configuration. */
  static async start(options: OpenSshOptions = {}): Promise<OpenSshServer> {
    const home = mkdtempSync(join(tmpdir(), "openssh-server-"));
    const server = new OpenSshServer(home, await freePort(), options);
    server.prepare();
    await server.resume();
    return server;
  }

  /** The fingerprint of one of its host keys, as ssh-keygen prints it. */
  fingerprint(kind = "ed25519"): string {
    const line = execFileSync("ssh-keygen", ["-lf", join(this.home, `host_${kind}`)], { encoding: "utf8" });
    return line.split(" ")[1] ?? "";
  }

  /** Ends the server; connections that there are stay until their clients end them. */
  async pause(): Promise<void> {
    const { daemon } = this;
    this.daemon = undefined;
    if (daemon?.pid === undefined || daemon.exitCode !== null) return;
    const ended = once(daemon, "exit");
    daemon.kill("SIGKILL");
    await ended;
  }

  /** Starts the server again, on the same port and with the same keys. */
  async resume(): Promise<void> {
    const daemon = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(this.home, "config")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    daemon.stderr?.on("data", (data: Buffer) => {
      log += data.toString();
    });
    this.daemon = daemon;
    while (!(await answers(this.port))) {
      if (daemon.exitCode !== null) throw new Error(`sshd ended: ${log}`);
      await sleep(20);
    }
  }

  /** Ends the server and removes its files. */
  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.home, { recursive: true, force: true });
  }

  private prepare(): void {
    mkdirSync(this.files);
    // the service makes this folder when it starts; sshd wants it where it runs as root
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
    const { hostKeys = ["ed25519"], sftpScript } = this.options;
    for (const kind of hostKeys) this.makeKey(`host_${kind}`, kind, "");
    this.makeKey("account", "ed25519", "");
    this.makeKey("other", "ed25519", "");
    this.makeKey("account-protected", "ed25519", "open sesame");
    const authorized = ["account", "account-protected"].map(name =>
      readFileSync(join(this.home, `${name}.pub`), "utf8"),
    );
    writeFileSync(join(this.home, "authorized_keys"), authorized.join(""), { mode: 0o600 });
    if (sftpScript !== undefined) {
      writeFileSync(join(this.home, "serve-sftp"), `#!/bin/sh\n${sftpScript(this.files)}\n`, { mode: 0o755 });
    }
    const config = [
      "ListenAddress 127.0.0.1",
      `Port ${this.port}`,
      ...hostKeys.map(kind => `HostKey ${join(this.home, `host_${kind}`)}`),
      `AuthorizedKeysFile ${join(this.home, "authorized_keys")}`,
      "PidFile none",
      "UsePAM no",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "PermitRootLogin prohibit-password",
      "StrictModes no",
      "MaxStartups 100",
      `Subsystem sftp ${sftpScript === undefined ? "internal-sftp" : join(this.home, "serve-sftp")}`,
    ];
    writeFileSync(join(this.home, "config"), `${config.join("\n")}\n`);
  }

  private makeKey(name: string, kind: string, passphrase: string): void {
    execFileSync("ssh-keygen", ["-q", "-t", kind, "-N", passphrase, "-C", name, "-f", join(this.home, name)]);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection(port, "127.0.0.1");
    const end = (yes: boolean) => (): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("data", end(true)).once("error", end(false)).once("close", end(false));
  });
}
