/** @module What Pulumi runs is what the sources say, whoever builds it when. */

import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const checkout = resolve(__dirname, "../..");

describe("the build", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "virtroom-build-"));
    await symlink(join(checkout, "node_modules"), join(root, "node_modules"));
    for (const script of ["build.cjs", "packages.cjs", "program.cjs"]) {
      await cp(join(checkout, "scripts", script), join(root, "scripts", script));
    }
    await write("package-lock.json", JSON.stringify({ packages: { "": {} } }));
    await write("room/answer.ts", "export const answer: string = 'first';\n");
    await write("index.ts", "import { answer } from './room/answer';\nconsole.log(answer);\n");
  });

  afterEach(() => rm(root, { recursive: true }));

  it("runs the program", async () => {
    assert.equal(await program(), "first\n");
  });

  it("is made once for the same sources", async () => {
    await program();
    const [folder = ""] = await builds();
    const made = await stat(join(root, ".build", folder, "program.js"));
    await program();
    const again = await stat(join(root, ".build", folder, "program.js"));
    assert.deepEqual([again.ino, again.mtimeMs], [made.ino, made.mtimeMs]);
  });

  it("follows a changed source, even one of the same size and time", async () => {
    await program();
    const { atime, mtime } = await stat(join(root, "room/answer.ts"));
    await write("room/answer.ts", "export const answer: string = 'other';\n");
    await utimes(join(root, "room/answer.ts"), atime, mtime);
    assert.equal(await program(), "other\n");
  });

  it("goes back with the sources", async () => {
    await program();
    await write("room/answer.ts", "export const answer: string = 'other';\n");
    await program();
    await write("room/answer.ts", "export const answer: string = 'first';\n");
    assert.equal(await program(), "first\n");
    assert.equal((await builds()).length, 2);
  });

  it("is whole when several processes make it at once", async () => {
    const outputs = await Promise.all([program(), program(), program(), program()]);
    assert.deepEqual(outputs, ["first\n", "first\n", "first\n", "first\n"]);
    assert.equal((await builds()).length, 1);
  });

  it("keeps the newest five", async () => {
    for (let i = 1; i <= 7; i++) {
      await write("room/answer.ts", `export const answer = ${i};\n`);
      assert.equal(await program(), `${i}\n`);
    }
    assert.equal((await builds()).length, 5);
  });

  it("tells where a source does not compile", async () => {
    await write("room/answer.ts", "export const answer: string = ;\n");
    await assert.rejects(program(), /room\/answer\.ts:1:30/);
    assert.deepEqual(await builds(), []);
  });

  it("refuses a source that it would not notice the change of", async () => {
    await write("elsewhere/answer.ts", "export const answer = 'hidden';\n");
    await write("index.ts", "import { answer } from './elsewhere/answer';\nconsole.log(answer);\n");
    await assert.rejects(program(), /elsewhere\/answer\.ts is bundled without being hashed/);
  });

  it("refuses packages that are not those of the lock file", async () => {
    const lock = { packages: { "node_modules/zod": { version: "0.0.1", integrity: "sha512-none" } } };
    await write("package-lock.json", JSON.stringify(lock));
    await assert.rejects(program(), /zod@0\.0\.1.*npm ci/);
  });

  async function write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }

  /** What the program prints. */
  async function program(): Promise<string> {
    return (await run(process.execPath, [join(root, "scripts/program.cjs")])).stdout;
  }

  async function builds(): Promise<string[]> {
    return readdir(join(root, ".build")).catch(() => []);
  }
});
