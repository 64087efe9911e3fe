import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Client, utils } from "ssh2";
import SftpClient from "ssh2-sftp-client";
import { type SftpServer, startSftpServer } from "../../simulator/sftp/server";
import { runProgram } from "../support/run-program";

const PASSWORD = "sftp-pw";

describe("the simulator's SFTP server", function () {
  this.timeout(20_000);
  let scratch: string;
  let folder: string;
  let server: SftpServer;
  const clients: SftpClient[] = [];

  before(async () => {
    scratch = mkdtempSync(join(tmpdir(), "virtroom-sftp-"));
    folder = join(scratch, "floppy");
    mkdirSync(folder);
    await runProgram("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(scratch, "key")]);
    server = await startSftpServer({
      folder,
      username: "floppy",
      password: PASSWORD,
      authorizedKey: readFileSync(join(scratch, "key.pub"), "utf8"),
    });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(client => client.end().catch(() => {})));
    await server.heal();
    for (const name of readdirSync(folder)) {
      rmSync(join(folder, name), { recursive: true });
    }
  });
  after(async () => {
    await server.stop();
    rmSync(scratch, { recursive: true });
  });

  async function connect(options: SftpClient.ConnectOptions = {}): Promise<SftpClient> {
    const client = new SftpClient("test", { error: () => {}, end: () => {}, close: () => {} });
    clients.push(client);
    await client.connect({
      host: server.host,
      port: server.port,
      username: "floppy",
      password: PASSWORD,
      ...options,
    });
    return client;
  }

  /** A single write. (The `put` of ssh2-sftp-client 12.1.1 succeeds although a write failed.) */
  async function writeDirectly(path: string, content: Buffer): Promise<void> {
    const ssh = new Client();
    try {
      await new Promise<void>((resolve, reject) => {
        ssh.on("error", reject);
        ssh.on("ready", () =>
          ssh.sftp((noChannel, sftp) =>
            sftp.open(path, "w", (noFile, handle) => {
              const problem = noChannel ?? noFile;
              if (problem !== undefined) {
                reject(problem);
                return;
              }
              sftp.write(handle, content, 0, content.length, 0, failed =>
                failed ? reject(failed) : resolve(),
              );
            }),
          ),
        );
        ssh.connect({ host: server.host, port: server.port, username: "floppy", password: PASSWORD });
      });
    } finally {
      ssh.end();
    }
  }

  /** The sftp program of OpenSSH, with the host key pinned. */
  async function openSsh(commands: string, knownHostKey = server.hostKeyPublic) {
    writeFileSync(join(scratch, "known_hosts"), `[${server.host}]:${server.port} ${knownHostKey}\n`);
    return runProgram(
      "sftp",
      [
        ...["-b", "-", "-P", String(server.port), "-i", join(scratch, "key"), "-F", "none"],
        ...["-o", `UserKnownHostsFile=${join(scratch, "known_hosts")}`, "-o", "StrictHostKeyChecking=yes"],
        `floppy@${server.host}`,
      ],
      { input: commands, env: { SSH_AUTH_SOCK: "" } },
    );
  }

  describe("with OpenSSH's own client", () => {
    it("logs in by key, puts, lists, renames over an old file, gets back and removes", async () => {
      const image = Buffer.alloc(1_474_560, "floppy");
      writeFileSync(join(scratch, "new.img"), image);
      writeFileSync(join(folder, "seat.img"), "old");
      const { stdout, stderr, exitCode } = await openSsh(
        `put ${join(scratch, "new.img")} seat.part\nchmod 640 seat.part\nrename seat.part seat.img\nls -l\nget seat.img ${join(scratch, "back.img")}\nmkdir sub\nput ${join(scratch, "new.img")} sub/x\nrm sub/x\nrmdir sub\npwd\n`,
      );
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, /-rw-r----- .* 1474560 .* seat\.img/);
      assert.match(stdout, /Remote working directory: \/$/m);
      assert.deepEqual(readFileSync(join(scratch, "back.img")), image);
      assert.deepEqual(readdirSync(folder), ["seat.img"]);
      assert.equal(statSync(join(folder, "seat.img")).mode & 0o777, 0o640);
    });

    it("shows the fingerprint that ssh-keygen shows", async () => {
      writeFileSync(join(scratch, "host.pub"), `${server.hostKeyPublic}\n`);
      const { stdout } = await runProgram("ssh-keygen", ["-lf", join(scratch, "host.pub")]);
      assert.equal(stdout.split(" ")[1], server.hostKeyFingerprint);
    });

    it("is another server to a client that has pinned another key", async () => {
      const other = utils.generateKeyPairSync("ed25519").public.split(" ").slice(0, 2).join(" ");
      const { exitCode, stderr } = await openSsh("ls\n", other);
      assert.notEqual(exitCode, 0);
      assert.match(stderr, /Host key verification failed/);
    });

    it("tells how much space is left", async () => {
      server.faults.freeBytes = 10 * 1024 * 1024;
      const { stdout } = await openSsh("df\n");
      assert.match(stdout, /\b10240\b/);
    });
  });

  describe("with a client in Node", () => {
    it("logs in by password, and by key", async () => {
      assert.equal(await (await connect()).exists("nothing"), false);
      const byKey = await connect({ password: "", privateKey: readFileSync(join(scratch, "key")) });
      assert.deepEqual(await byKey.list("/"), []);
    });

    it("refuses a wrong password, a wrong user and a foreign key", async () => {
      const stranger = utils.generateKeyPairSync("ed25519").private;
      for (const wrong of [
        { password: "nope" },
        { username: "root" },
        { password: "", privateKey: stranger },
      ]) {
        await assert.rejects(connect(wrong), /authentication methods failed/);
      }
    });

    it("does not rename onto a file that exists, except by OpenSSH's extension", async () => {
      const client = await connect();
      await client.put(Buffer.from("new"), "a");
      await client.put(Buffer.from("old"), "b");
      await assert.rejects(client.rename("a", "b"), /Failure/);
      await client.posixRename("a", "b");
      assert.equal(readFileSync(join(folder, "b"), "utf8"), "new");
      await assert.rejects(client.rename("a", "c"), /No such file/);
    });

    it("appends, cuts off and stamps files", async () => {
      const client = await connect();
      await client.put(Buffer.from("one"), "f");
      await client.append(Buffer.from(" two"), "f");
      assert.equal((await client.get("f")).toString(), "one two");
      await client.chmod("f", 0o600);
      const stats = await client.stat("f");
      assert.deepEqual([stats.size, stats.mode & 0o777, stats.isFile], [7, 0o600, true]);
    });

    it("lets no path out of its folder, by dots or by a link", async () => {
      writeFileSync(join(scratch, "secret"), "secret");
      symlinkSync(scratch, join(folder, "out"));
      symlinkSync(join(scratch, "secret"), join(folder, "link"));
      symlinkSync("inside", join(folder, "good"));
      writeFileSync(join(folder, "inside"), "fine");
      const client = await connect();
      await assert.rejects(client.get("../secret"), /No such file/);
      await assert.rejects(client.get("/../../secret"), /No such file/);
      await assert.rejects(client.get("out/secret"), /Permission denied/);
      await assert.rejects(client.get("link"), /Permission denied/);
      await assert.rejects(client.put(Buffer.from("x"), "link"), /Permission denied/);
      assert.equal((await client.get("good")).toString(), "fine");
      assert.equal(readFileSync(join(scratch, "secret"), "utf8"), "secret");
    });

    it("serves many at once", async () => {
      const names = Array.from({ length: 12 }, (_, index) => `seat-${index}`);
      await Promise.all(names.map(async name => (await connect()).put(Buffer.alloc(100_000, name), name)));
      assert.deepEqual(readdirSync(folder).sort(), names.sort());
      assert.deepEqual(readFileSync(join(folder, "seat-7")), Buffer.alloc(100_000, "seat-7"));
    });
  });

  describe("made to fail", () => {
    it("is full: the write fails, for OpenSSH's client too, and what came before it stays", async () => {
      server.faults.freeBytes = 100_000;
      writeFileSync(join(scratch, "image"), Buffer.alloc(60_000));
      const { exitCode, stderr } = await openSsh(
        `put ${join(scratch, "image")} fits\nput ${join(scratch, "image")} too-much\n`,
      );
      assert.notEqual(exitCode, 0);
      assert.match(stderr, /write remote "\/too-much": Failure/);
      assert.equal(statSync(join(folder, "fits")).size, 60_000);
    });

    it("says that there is no space left", async () => {
      server.faults.freeBytes = 10;
      await assert.rejects(writeDirectly("full", Buffer.alloc(11)), /No space left on device/);
      await writeDirectly("fits", Buffer.alloc(10));
    });

    it("goes away in the middle of a conversation, refuses connections, and comes back on its port", async () => {
      const client = await connect();
      const port = server.port;
      await server.goAway();
      await assert.rejects(client.list("/"));
      await assert.rejects(connect(), /ECONNREFUSED/);
      await server.comeBack();
      assert.equal(server.port, port);
      assert.deepEqual(await (await connect()).list("/"), []);
    });

    it("cuts every second connection before a word was said", async () => {
      server.faults.cut = { every: 2, at: "connect" };
      const results = [];
      for (let count = 0; count < 4; count++) {
        results.push(
          await connect().then(
            () => "in",
            () => "cut",
          ),
        );
      }
      assert.equal(results.filter(result => result === "cut").length, 2);
      assert.notEqual(results[0], results[1]);
    });

    it("cuts a connection in the middle of an upload, and leaves what came", async () => {
      server.faults.cut = { every: 1, at: "write" };
      const client = await connect();
      await assert.rejects(client.put(Buffer.alloc(1_000_000, 1), "half"));
      const { size } = statSync(join(folder, "half"));
      assert.ok(size > 0 && size < 1_000_000, `${size} bytes`);
    });

    it("cuts a connection when a rename is done and not yet answered", async () => {
      const client = await connect();
      await client.put(Buffer.from("x"), "a");
      server.faults.cut = { every: 1, at: "rename" };
      await assert.rejects((await connect()).posixRename("a", "b"));
      assert.deepEqual(readdirSync(folder), ["b"]);
    });

    it("is slow", async () => {
      const client = await connect();
      server.faults.delay = 150;
      const start = performance.now();
      await client.exists("nothing");
      assert.ok(performance.now() - start >= 140);
    });
  });
});
