/** @module The demo, as a newcomer runs it. */

import { strict as assert } from "node:assert";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

const checkout = resolve(__dirname, "../..");

describe("the demo", function () {
  this.timeout(120_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-demo-"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("rolls out a teacher and six students, shows them, and removes them", async () => {
    const demo = start();
    let output = "";
    demo.stdout.on("data", text => {
      output += text;
    });
    assert.deepEqual(await once(demo, "exit"), [0, null], output);
    const table = output.slice(output.indexOf("What is in the room now"));
    for (let id = 1; id <= 6; id++) {
      assert.match(
        table,
        new RegExp(
          `demo-student0${id} │ up .* demo-student0${id}\\.room\\.example\\.test .* 192\\.0\\.2\\.1${id} `,
        ),
      );
    }
    assert.match(table, /demo-teacher01 │ up .* 8 GiB .* 192\.0\.2\.10 /);
    assert.match(output, /Left on the engine: 0 VMs\. Left on the share: 0 floppies/);
    assert.deepEqual(await leftovers(), []);
  });

  for (const [when, sign] of [
    ["a roll-out", "ovirt:Sysprep"],
    ["the preparations", ""],
  ] as const) {
    it(`ends at ^C in ${when} without leaving anything behind`, () => interrupted(sign));
  }

  async function interrupted(sign: string): Promise<void> {
    const demo = start();
    let output = "";
    demo.stdout.on("data", text => {
      output += text;
    });
    if (sign) while (!output.includes(sign)) await once(demo.stdout, "data");
    else while ((await readdir(folder)).every(name => !name.startsWith("virtroom-"))) await sleep(10);
    assert.ok(demo.pid);
    process.kill(-demo.pid, "SIGINT");
    const [code] = await once(demo, "exit");
    assert.notEqual(code, 0);
    assert.doesNotMatch(output, /What is in the room now/);
    assert.deepEqual(await leftovers(), []);
  }

  /** In a process group of its own, like a command at a terminal. */
  function start(): ChildProcessByStdio<null, Readable, null> {
    const command = ["scripts/with-tools.mjs", "node", "--require", "tsx/cjs", "scripts/demo/main.ts"];
    const demo = spawn(process.execPath, command, {
      cwd: checkout,
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    demo.stdout.setEncoding("utf8");
    return demo;
  }

  /** What the demo has made in the folder for temporary files; what Pulumi and tsx keep there is theirs. */
  async function leftovers(): Promise<string[]> {
    return (await readdir(folder)).filter(name => !/^(pulumi-|tsx-)/.test(name));
  }
});
