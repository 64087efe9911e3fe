import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../cli/process-alive";
import { runSiteCommand } from "../../delivery/site-command";
import { createStop, neverStopped } from "../../ovirt/stop";
import { until } from "../support/until";

/** Milliseconds, on a busy machine: far below what the commands here would take. */
const soon = 10_000;

describe("a run of a command of the site's own", function () {
  this.timeout(20_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "virtroom-command-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (command: string, { limit = 60_000, stop = neverStopped } = {}) =>
    runSiteCommand(command, { folder, limit, stop });
  const pidIn = (name: string) => Number(readFileSync(join(folder, name), "utf8"));
  const assertEnded = async () => {
    for (const name of ["shell", "child"]) await until(() => !isAlive(pidIn(name)));
  };
  const hanging = "echo waiting; sleep 9999 & echo $! > child; echo $$ > shell; wait";

  it("tells its exit code, and the last of what it said", async () => {
    assert.deepEqual(await run("echo said; pwd; exit 3"), { end: 3, said: `said\n${folder}` });
    const { said } = await run("yes word | head -n 1000; echo told >&2");
    assert.ok(said.length <= 1000);
    assert.match(said, /word\ntold$/);
  });

  it("does not wait for what it leaves behind with its output open, and lets that live", async () => {
    const began = Date.now();
    assert.deepEqual(await run("echo done; sleep 60 & echo $! > child"), { end: 0, said: "done" });
    assert.ok(Date.now() - began < soon);
    assert.ok(isAlive(pidIn("child")));
    process.kill(pidIn("child"));
  });

  it("is ended at its limit, with all that it has started, also what takes no notice of a SIGTERM", async () => {
    const began = Date.now();
    const ended = await run(`trap "" TERM; ${hanging}`, { limit: 300 });
    assert.deepEqual(ended, { end: "limit", said: "waiting" });
    assert.ok(Date.now() - began < soon);
    await assertEnded();
  });

  it("is ended a moment after the wish to stop, and one that is soon done is not", async () => {
    const stop = createStop();
    const { signal } = stop;
    const hung = run(hanging, { stop: signal });
    const short = run("sleep 0.5; echo done", { stop: signal });
    await until(() => existsSync(join(folder, "shell")));
    const began = Date.now();
    stop.abort();
    assert.deepEqual(await short, { end: 0, said: "done" });
    assert.deepEqual(await hung, { end: "stop", said: "waiting" });
    assert.ok(Date.now() - began < soon);
    await assertEnded();
    assert.equal((await run(hanging, { stop: signal })).end, "stop");
  });

  it("that cannot be started is the system's error", async () => {
    const nowhere = { folder: join(folder, "nowhere"), limit: 1000, stop: neverStopped };
    await assert.rejects(runSiteCommand("true", nowhere), /ENOENT/);
  });
});
