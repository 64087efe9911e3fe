import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FloppyShare, openSftp } from "../../delivery/sftp";
import type { SftpAccess } from "../../delivery/sftp-login";
import { ShareError } from "../../delivery/share-error";
import { type SftpServer, startSftpServer } from "../../simulator/sftp/server";
import { type PlainSftpServer, startPlainSftpServer } from "../support/plain-sftp-server";

const PASSWORD = "marked-secret";
const image = randomBytes(1_474_560);

/** Whether an error is trouble of that kind, and tells no password. */
function trouble(code: string, words: RegExp): (error: unknown) => boolean {
  return error => {
    assert.ok(error instanceof ShareError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    assert.doesNotMatch(`${error.message}${error.stack}`, /marked-secret/);
    return true;
  };
}

describe("floppy share with a password", function () {
  this.timeout(30_000);
  let folder: string;
  let server: SftpServer;
  const open: FloppyShare[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "virtroom-share-"));
    server = await startSftpServer({ folder, username: "floppy", password: PASSWORD });
  });
  afterEach(async () => {
    await server.heal();
    await Promise.all(open.splice(0).map(share => share.close()));
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function connect(changes: Partial<SftpAccess> = {}): Promise<FloppyShare> {
    const { host, port, hostKeyFingerprint } = server;
    const access = { host, port, hostKeyFingerprint, username: "floppy", password: PASSWORD, folder: "/" };
    const share = await openSftp({ ...access, ...changes });
    open.push(share);
    return share;
  }

  it("takes a file and gives it back", async () => {
    const share = await connect();
    await share.upload("seat.img", image);
    assert.ok(readFileSync(join(folder, "seat.img")).equals(image));
    assert.deepEqual(readdirSync(folder).sort(), ["seat.img"]);
    await share.remove("seat.img");
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is refused with another password, which nobody is told", async () => {
    await assert.rejects(
      connect({ password: "marked-secret-2" }),
      trouble("auth-refused", /does not take the password/),
    );
  });

  for (const at of ["connect", "write", "rename"] as const) {
    it(`is used to the end when each second connection is cut, at ${at}`, async () => {
      server.faults = { cut: { every: 2, at } };
      const share = await connect();
      for (const name of ["a.img", "b.img", "c.img", "d.img"]) {
        await share.upload(name, image);
        // a new connection for each
        await share.close();
      }
      for (const name of readdirSync(folder)) assert.ok(readFileSync(join(folder, name)).equals(image));
      assert.deepEqual(readdirSync(folder).sort(), ["a.img", "b.img", "c.img", "d.img"]);
    });
  }

  it("says that the disk is full, leaves no half of a file, and goes on when there is room", async () => {
    const share = await connect();
    server.faults.freeBytes = 100_000;
    await assert.rejects(
      share.upload("seat.img", image),
      trouble("no-space", /bytes free, and a floppy image needs 1474560/),
    );
    assert.deepEqual(readdirSync(folder), []);
    delete server.faults.freeBytes;
    await share.upload("seat.img", image);
    assert.deepEqual(readdirSync(folder), ["seat.img"]);
  });

  it("waits for a slow server", async () => {
    server.faults = { delay: 100 };
    const share = await connect();
    await share.upload("seat.img", Buffer.from("x"));
    assert.deepEqual(readdirSync(folder).sort(), ["seat.img"]);
  });
});

describe("floppy share on a server without extensions, which asks for its password", () => {
  let server: PlainSftpServer;
  let share: FloppyShare | undefined;

  before(async () => {
    server = await startPlainSftpServer("floppy", PASSWORD);
  });
  afterEach(() => share?.close());
  after(() => server.stop());

  async function connect(password: string): Promise<FloppyShare> {
    const { port, hostKeyFingerprint } = server;
    share = await openSftp({
      host: "127.0.0.1",
      port,
      hostKeyFingerprint,
      username: "floppy",
      password,
      folder: "/floppy",
    });
    return share;
  }

  it("takes a file, also in the place of another", async () => {
    const there = await connect(PASSWORD);
    await there.upload("seat.img", Buffer.from("old"));
    await there.upload("seat.img", image);
    assert.deepEqual([...server.files.keys()], ["/floppy/seat.img"]);
    assert.ok(server.files.get("/floppy/seat.img")?.equals(image));
    assert.equal((server.modes.get("/floppy/seat.img") ?? 0) & 0o777, 0o666);
  });

  it("does not take another password", async () => {
    await assert.rejects(connect("marked-secret-2"), trouble("auth-refused", /does not take the password/));
  });
});
