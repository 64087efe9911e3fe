import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { floppyName, placeFloppy, takeFloppyAway } from "../../delivery/floppy";
import { type FloppyShare, openSftp } from "../../delivery/sftp";
import type { SftpAccess } from "../../delivery/sftp-login";
import { ShareError, type ShareErrorCode } from "../../delivery/share-error";
import { OpenSshServer } from "../support/openssh-server";
import { SeverableProxy } from "../support/severable-proxy";

/** Asserts that the action ends in trouble of that kind, told in these words and with a way out. */
async function refused(action: Promise<unknown>, code: ShareErrorCode, words: RegExp): Promise<void> {
  await assert.rejects(action, (error: unknown) => {
    assert.ok(error instanceof ShareError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    assert.notEqual(error.remedy, "");
    return true;
  });
}

describe("floppy share on a real OpenSSH server", function () {
  this.timeout(60_000);
  let server: OpenSshServer;
  const open: FloppyShare[] = [];

  before(async () => {
    server = await OpenSshServer.start({ hostKeys: ["ed25519", "rsa", "ecdsa"] });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(share => share.close()));
    for (const name of readdirSync(server.files)) rmSync(join(server.files, name), { recursive: true });
  });
  after(() => server.stop());

  function access(changes: Partial<SftpAccess> = {}): SftpAccess {
    return {
      host: "127.0.0.1",
      port: server.port,
      username: server.username,
      keyFile: server.keyFile,
      hostKeyFingerprint: server.fingerprint(),
      folder: server.files,
      ...changes,
    };
  }

  async function connect(changes: Partial<SftpAccess> = {}): Promise<FloppyShare> {
    const share = await openSftp(access(changes));
    open.push(share);
    return share;
  }

  const file = (name: string): string => join(server.files, name);

  it("takes a file, and hosts may read and write it", async () => {
    const share = await connect();
    const content = randomBytes(1_474_560);
    await share.upload("seat.img", content);
    assert.ok(readFileSync(file("seat.img")).equals(content));
    assert.equal(statSync(file("seat.img")).mode & 0o777, 0o666);
    assert.deepEqual(readdirSync(server.files).sort(), ["seat.img"]);
  });

  it("puts a file in the place of another, and of a broken upload", async () => {
    const share = await connect();
    writeFileSync(file("seat.img"), "old");
    writeFileSync(file("seat.img.part"), "broken");
    await share.upload("seat.img", Buffer.from("new"));
    assert.equal(readFileSync(file("seat.img"), "utf8"), "new");
    assert.deepEqual(readdirSync(server.files).sort(), ["seat.img"]);
  });

  it("never shows a file half written", async () => {
    const share = await connect();
    const sizes = new Set<number>();
    const content = randomBytes(1_474_560);
    let done = false;
    const upload = share.upload("seat.img", content).finally(() => {
      done = true;
    });
    while (!done) {
      if (existsSync(file("seat.img"))) sizes.add(statSync(file("seat.img")).size);
      await sleep(1);
    }
    await upload;
    sizes.add(statSync(file("seat.img")).size);
    assert.deepEqual([...sizes], [content.length]);
  });

  it("takes a file away, and what a broken upload left; again is fine", async () => {
    const share = await connect();
    writeFileSync(file("seat.img"), "x");
    writeFileSync(file("seat.img.part"), "x");
    writeFileSync(file("other.img"), "x");
    await share.remove("seat.img");
    await share.remove("seat.img");
    assert.deepEqual(readdirSync(server.files).sort(), ["other.img"]);
  });

  it("serves forty seats at once over one connection", async () => {
    const share = await connect();
    const names = Array.from({ length: 40 }, (_, index) => `seat-${index}.img`);
    await Promise.all(names.map(name => share.upload(name, Buffer.from(name))));
    for (const name of names) assert.equal(readFileSync(file(name), "utf8"), name);
    await Promise.all(names.map(name => share.remove(name)));
    assert.deepEqual(readdirSync(server.files), []);
  });

  it("comes back after it was closed", async () => {
    const share = await connect();
    await share.close();
    await share.upload("seat.img", Buffer.from("x"));
    assert.deepEqual(readdirSync(server.files).sort(), ["seat.img"]);
  });

  it("says that a server is not there", async () => {
    await server.pause();
    try {
      await refused(openSftp(access()), "unreachable", /The SFTP server 127\.0\.0\.1:\d+ cannot be reached/);
    } finally {
      await server.resume();
    }
  });

  describe("over a bad network", () => {
    let proxy: SeverableProxy;
    beforeEach(async () => {
      proxy = await SeverableProxy.start(server.port);
    });
    afterEach(() => proxy.pause());

    it("comes back after the server was away in the middle of an upload", async () => {
      const share = await connect({ port: proxy.port });
      const content = randomBytes(1_474_560);
      const names = ["one.img", "two.img", "three.img"];
      const uploads = names.map(name => share.upload(name, content));
      while (!existsSync(file("one.img.part"))) await sleep(1);
      await proxy.pause();
      assert.ok(!existsSync(file("one.img")));
      await sleep(500);
      await proxy.resume();
      await Promise.all(uploads);
      for (const name of names) assert.ok(readFileSync(file(name)).equals(content));
      assert.deepEqual(readdirSync(server.files).sort(), [...names].sort());
      assert.equal(proxy.connections, 2);
    });

    it("works when each second connection is dropped at some point", async () => {
      proxy.cutAfter = connection =>
        connection % 2 === 0 ? 3_000 + connection * 100_000 : Number.POSITIVE_INFINITY;
      const share = await connect({ port: proxy.port });
      const names = Array.from({ length: 10 }, (_, index) => `seat-${index}.img`);
      const content = randomBytes(1_474_560);
      for (const name of names) {
        await share.upload(name, content);
        await share.close();
      }
      for (const name of names) assert.ok(readFileSync(file(name)).equals(content));
      assert.ok(proxy.connections > names.length, `${proxy.connections} connections`);
    });

    it("works when a connection is cut while nothing is being done", async () => {
      const share = await connect({ port: proxy.port });
      proxy.cut();
      await sleep(50);
      await share.upload("seat.img", Buffer.from("x"));
      assert.deepEqual(readdirSync(server.files).sort(), ["seat.img"]);
    });

    it("says so when every connection is cut", async () => {
      proxy.cutAfter = () => 500;
      await refused(openSftp(access({ port: proxy.port })), "unreachable", /cannot be reached/);
      assert.equal(proxy.connections, 3);
    });
  });

  it("refuses a server with another host key, and says what was offered", async () => {
    const wrong = `SHA256:${"A".repeat(43)}`;
    await refused(openSftp(access({ hostKeyFingerprint: wrong })), "host-key-differs", new RegExp(wrong));
    await refused(
      openSftp(access({ hostKeyFingerprint: wrong })),
      "host-key-differs",
      new RegExp(server.fingerprint("ed25519").replaceAll(/[+/]/g, "\\$&")),
    );
  });

  for (const kind of ["ed25519", "rsa", "ecdsa"]) {
    it(`takes the fingerprint of any of the server's host keys: ${kind}`, async () => {
      const share = await connect({ hostKeyFingerprint: server.fingerprint(kind) });
      await share.upload("seat.img", Buffer.from(kind));
      assert.equal(readFileSync(file("seat.img"), "utf8"), kind);
    });
  }

  it("takes a key with a passphrase", async () => {
    await connect({ keyFile: server.protectedKeyFile, keyPassphrase: "open sesame" });
  });

  it("says that the account is not taken", async () => {
    await refused(
      openSftp(access({ keyFile: server.otherKeyFile })),
      "auth-refused",
      /does not take the key/,
    );
    const { keyFile: _, ...withoutKey } = access();
    await refused(
      openSftp({ ...withoutKey, password: "top-secret" }),
      "auth-refused",
      /does not take the password/,
    );
  });

  it("says that the key cannot be used, and tells no secret", async () => {
    await refused(
      openSftp(access({ keyFile: "/nowhere/key" })),
      "key-unreadable",
      /\/nowhere\/key cannot be read/,
    );
    for (const endless of ["/dev/zero", dirname(server.keyFile)]) {
      await refused(
        openSftp(access({ keyFile: endless })),
        "key-unreadable",
        /cannot be read \((?:it is no|EISDIR)/,
      );
    }
    await refused(openSftp(access({ keyFile: server.protectedKeyFile })), "key-unreadable", /passphrase/);
    await assert.rejects(
      openSftp(access({ keyFile: server.protectedKeyFile, keyPassphrase: "top-secret" })),
      (error: unknown) =>
        error instanceof ShareError && error.code === "key-unreadable" && !/top-secret/.test(error.message),
    );
    const noKey = file("no-key");
    writeFileSync(noKey, "-----BEGIN NOTHING-----");
    await refused(openSftp(access({ keyFile: noKey })), "key-unreadable", /cannot be used/);
  });

  it("says that the folder is missing, or is none", async () => {
    await refused(
      openSftp(access({ folder: `${server.files}/nowhere` })),
      "folder-missing",
      /nowhere does not exist/,
    );
    writeFileSync(file("plain"), "x");
    await refused(openSftp(access({ folder: file("plain") })), "folder-missing", /plain is not a folder/);
  });

  it("says that the folder went away later", async () => {
    mkdirSync(file("inner"));
    const share = await connect({ folder: file("inner/") });
    rmSync(file("inner"), { recursive: true });
    await refused(share.upload("seat.img", Buffer.from("x")), "folder-missing", /inner does not exist/);
  });

  for (const name of [
    "../seat.img",
    "/etc/passwd",
    "a/b.img",
    "",
    ".",
    "..",
    ".hidden",
    "a\0b",
    "a b",
    "-",
    "a\nb",
    "x".repeat(201),
  ]) {
    const allowed = name === "-";
    it(`${allowed ? "takes" : "refuses"} the file name ${JSON.stringify(name.slice(0, 20))}`, async () => {
      const share = await connect();
      if (allowed) return share.upload(name, Buffer.from("x"));
      await refused(share.upload(name, Buffer.from("x")), "invalid-name", /cannot be the name/);
      await refused(share.remove(name), "invalid-name", /cannot be the name/);
      assert.deepEqual(readdirSync(server.files), []);
    });
  }

  it("puts a seat's floppy where hosts find it, and takes it away", async () => {
    const share = await connect();
    const owner = { project: "virtroom", stack: "room01", vmName: "room01-vd07" };
    const path = await placeFloppy(share, "/rhev/floppy/", owner, "<unattend>ü</unattend>");
    assert.equal(path, `/rhev/floppy/${floppyName(owner)}`);
    const image = readFileSync(file(floppyName(owner)));
    assert.equal(image.length, 1_474_560);
    assert.ok(image.includes("<unattend>ü</unattend>"));
    await placeFloppy(share, "/rhev/floppy", owner, "<unattend/>");
    await takeFloppyAway(share, owner);
    await takeFloppyAway(share, owner);
    assert.deepEqual(readdirSync(server.files), []);
  });

  it("leaves the process free to end once it is closed", async () => {
    const sockets = () => process.getActiveResourcesInfo().filter(resource => resource === "TCPSocketWrap");
    const before = sockets().length;
    const share = await connect();
    await share.close();
    // Sockets that other tests have left may end meanwhile.
    assert.ok(sockets().length <= before);
  });
});

describe("floppy share on an OpenSSH server that cannot take a file", function () {
  this.timeout(60_000);
  const SFTP_SERVER = "/usr/lib/openssh/sftp-server";
  let server: OpenSshServer | undefined;
  let share: FloppyShare | undefined;

  afterEach(async () => {
    await share?.close();
    await server?.stop();
  });

  async function open(sftpScript: (files: string) => string): Promise<[OpenSshServer, FloppyShare]> {
    server = await OpenSshServer.start({ sftpScript });
    share = await openSftp({
      host: "127.0.0.1",
      port: server.port,
      username: server.username,
      keyFile: server.keyFile,
      hostKeyFingerprint: server.fingerprint(),
      folder: server.files,
    });
    return [server, share];
  }

  const image = Buffer.alloc(1_474_560, "x");

  it("because of a limit says so, and leaves no half of the file under its name", async () => {
    const [{ files }, limited] = await open(() => `trap '' XFSZ; ulimit -f 200; exec ${SFTP_SERVER}`);
    await refused(
      limited.upload("seat.img", image),
      "refused",
      /does not write .*seat\.img \(.*Failure.*quota/,
    );
    assert.deepEqual(readdirSync(files), []);
    await limited.upload("small.img", Buffer.alloc(1000));
    await limited.remove("seat.img");
    assert.deepEqual(readdirSync(files), ["small.img"]);
  });

  it("because the disk is full says so", async () => {
    // the disk is a small one that only this server sees
    const [, full] = await open(
      files =>
        `exec unshare -Urm /bin/sh -c "mount -t tmpfs -o size=1m none ${files} && exec ${SFTP_SERVER}"`,
    );
    await refused(
      full.upload("seat.img", image),
      "no-space",
      /has \d+ bytes free, and a floppy image needs 1474560/,
    );
  });

  it("because the account may not write says so", async () => {
    const [, readOnly] = await open(() => `exec ${SFTP_SERVER} -R`);
    await refused(
      readOnly.upload("seat.img", image),
      "permission-denied",
      /may not write .*seat\.img on 127\.0\.0\.1/,
    );
    await refused(readOnly.remove("seat.img"), "permission-denied", /may not remove/);
  });
});
