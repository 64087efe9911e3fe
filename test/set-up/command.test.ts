/** @module The command that every npm script starts with: what it asks of the machine, and what it hands on. */

import { strict as assert } from "node:assert";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { withLock } from "../../scripts/setup/lock.mjs";
import { runProgram } from "../support/run-program";
import { until } from "../support/until";

const command = resolve(__dirname, "../../scripts/with-tools.mjs");
const withTools = (...args: string[]) => runProgram(process.execPath, [command, ...args]);

describe("a command with its tools", () => {
  it("is given Pulumi and the packages of this checkout", async () => {
    assert.match((await withTools("pulumi", "version")).stdout, /^v3\./);
    assert.match((await withTools("--no-pulumi", "tsc", "--version")).stdout, /^Version 5\./);
  });

  it("hands its exit code on", async () => {
    assert.equal((await withTools("--no-pulumi", "sh", "-c", "exit 7")).exitCode, 7);
  });

  it("ends as its command was ended", async () => {
    assert.equal((await withTools("--no-pulumi", "sh", "-c", "kill -9 $$")).exitCode, 128 + 9);
  });

  it("passes a request to stop on to its command", async () => {
    const tidy = `process.on("SIGTERM", () => { console.log("tidied"); process.exit(3); });`;
    const program = `${tidy} console.log("up"); setTimeout(() => {}, 10_000);`;
    const running = spawn(process.execPath, [command, "--no-pulumi", "node", "-e", program]);
    const output = running.stdout.setEncoding("utf8");
    assert.deepEqual(await once(output, "data"), ["up\n"]);
    running.kill("SIGTERM");
    const [[tidied], [exitCode]] = await Promise.all([once(output, "data"), once(running, "exit")]);
    assert.deepEqual([tidied, exitCode], ["tidied\n", 3]);
  });

  describe("hears ^C once", () => {
    // Any line ends it, and it says how often it has heard of ^C.
    const counting = `let heard = 0;
      process.on("SIGINT", () => console.log("heard " + ++heard));
      process.stdin.once("data", () => { console.log("in all " + heard); process.exit(); });
      console.log("up");`;
    let running: ChildProcessWithoutNullStreams;

    afterEach(() => running.kill("SIGKILL"));

    const interrupt = async (stop: () => void) => {
      let output = "";
      running.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
      await until(() => output.includes("up"));
      stop();
      await until(() => output.includes("heard"));
      running.stdin.end("enough\n");
      await once(running, "close");
      return /in all \d+/.exec(output)?.[0];
    };

    it("from a CI system, which tells only what it has started", async () => {
      running = spawn(process.execPath, [command, "--no-pulumi", "node", "-e", counting]);
      assert.equal(await interrupt(() => running.kill("SIGINT")), "in all 1");
    });

    it("from a terminal, which tells all that run there", async () => {
      const line = `"${process.execPath}" "${command}" --no-pulumi node -e '${counting}'`;
      running = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"]);
      assert.equal(await interrupt(() => running.stdin.write("\u0003")), "in all 1");
    });
  });

  it("says which Node it needs", async () => {
    const older = `Object.defineProperty(process.versions, "node", { value: "20.18.3" }); import(${JSON.stringify(command)})`;
    const { exitCode, stderr } = await runProgram(process.execPath, ["-e", older]);
    assert.match(stderr, /^set-up: Node 20\.19 or later is needed; this is 20\.18\.3/);
    assert.equal(exitCode, 1);
  });

  it("says which command there is not", async () => {
    const { exitCode, stderr } = await withTools("--no-pulumi", "no-such-command");
    assert.match(stderr, /no-such-command cannot be run/);
    assert.equal(exitCode, 1);
  });
});

describe("a lock between processes", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-lock-"));
    file = join(folder, "inner", "lock");
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("lets one work at a time", async () => {
    const order: string[] = [];
    const worker = (name: string) =>
      withLock(
        file,
        () => {},
        async () => {
          order.push(`${name} in`);
          await new Promise(done => setTimeout(done, 50));
          order.push(`${name} out`);
        },
      );
    await Promise.all([worker("a"), worker("b"), worker("c")]);
    assert.equal(order.length, 6);
    for (let i = 0; i < 6; i += 2) assert.equal(order[i + 1], order[i]?.replace("in", "out"));
  });

  it("is free again after work that failed", async () => {
    const failing = withLock(
      file,
      () => {},
      async () => Promise.reject(new Error("broken")),
    );
    await assert.rejects(failing, /broken/);
    assert.equal(
      await withLock(
        file,
        () => {},
        async () => "free",
      ),
      "free",
    );
  });

  it("is taken over from a process that was killed", async () => {
    await withLock(
      file,
      () => {},
      async () => {},
    );
    await writeFile(file, "12345\n");
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(file, longAgo, longAgo);
    let waited = false;
    const wait = () => {
      waited = true;
    };
    assert.equal(await withLock(file, wait, async () => "ours"), "ours");
    assert.ok(waited);
  });
});
