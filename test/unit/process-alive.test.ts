import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../../cli/process-alive";
import { isAbandonedLock } from "../../cli/pulumi/error";
import { LiveReport } from "../../cli/report/live-report";
import { ReportFiles } from "../../cli/report/report-files";
import { temporaryFolder } from "../../cli/temporary-folder";
import { rolloutUnderWay } from "../support/recorded-run";

/** A process that has ended, and whose parent never asks how: so it is with a killed one in a container without an init. */
async function unreaped(): Promise<{ pid: number; release: () => void }> {
  const parent = spawn("sh", ["-c", "sh -c 'echo $$' & exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const pid = await new Promise<number>(done => parent.stdout.once("data", text => done(Number(text))));
  while (isAlive(pid)) await new Promise(done => setTimeout(done, 10));
  return { pid, release: () => parent.kill("SIGKILL") };
}

describe("a process that was killed, and keeps its number", function () {
  this.timeout(10_000);
  let dead: Awaited<ReturnType<typeof unreaped>>;
  before(async () => {
    dead = await unreaped();
  });
  after(() => dead.release());

  it("is not alive, though it can be sent signals; this one is, and one without a trace is not", async () => {
    assert.equal(process.kill(dead.pid, 0), true);
    assert.equal(isAlive(dead.pid), false);
    assert.equal(isAlive(process.pid), true);
    const ended = spawn("true");
    await new Promise(done => ended.once("close", done));
    assert.equal(isAlive(ended.pid ?? 0), false);
  });

  it("leaves a folder with decrypted settings that the next run takes away", () => {
    const mine = temporaryFolder();
    const prefix = basename(mine.path).replace(/\d+\.\w+-\w+$/, "");
    const left = join(dirname(mine.path), `${prefix}${dead.pid}-aB3xyz`);
    mkdirSync(left, { mode: 0o700 });
    temporaryFolder().remove();
    assert.equal(existsSync(left), false);
    assert.equal(existsSync(mine.path), true, "that of a living process stays");
    mine.remove();
  });

  it("leaves such a folder that goes also when a living process has its number since, or since the machine's start", () => {
    const mine = temporaryFolder();
    const [, before = "", start = "", boot = "", end = ""] =
      /^(.*\d+\.)(\d*)_(\w*)(-\w+)$/.exec(basename(mine.path)) ?? [];
    assert.equal(start !== "" && boot !== "", existsSync("/proc/self/stat"), basename(mine.path));
    const laid = (birth: string) => {
      const folder = join(dirname(mine.path), `${before}${birth}${end}x`);
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    };
    const strangers = start ? [laid(`1_${boot}`), laid(`${start}_0${boot.slice(1)}x`)] : [];
    const unknown = [laid("_"), laid(`${start}_`)];
    temporaryFolder().remove();
    for (const folder of strangers) assert.equal(existsSync(folder), false, folder);
    for (const folder of unknown) {
      assert.equal(existsSync(folder), true, `what is not known counts for nothing: ${folder}`);
      rmSync(folder, { recursive: true });
    }
    mine.remove();
  });

  it("ends the live report of its run", async () => {
    const folder = mkdtempSync(join(tmpdir(), "live-report-"));
    const files = new ReportFiles({ folder, name: "virtroom", stacks: folder }, "demo");
    const live = new LiveReport(files);
    await files.writeRecord({ ...rolloutUnderWay(), process: process.pid });
    await live.open();
    const end = live.untilEnd();
    await files.writeRecord({ ...rolloutUnderWay(), process: dead.pid });
    assert.equal((await end).process, dead.pid);
    await live.close();
    rmSync(folder, { recursive: true });
  });

  it("holds no lock", () => {
    const lock = (pid: number) => `created by ann@${hostname()} (pid ${pid}) at 2026-11-24T08:00:00+01:00`;
    assert.equal(isAbandonedLock(lock(dead.pid)), true);
    assert.equal(isAbandonedLock(`${lock(dead.pid)}\n${lock(process.pid)}`), false);
  });
});
