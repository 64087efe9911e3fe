/** @module What is left of a run that breaks off. */

import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LockedError } from "../../cli/pulumi/error";
import { ReportFiles } from "../../cli/report/report-files";
import { RunReport } from "../../cli/report/run-report";
import { exitCodes, UserError } from "../../cli/user-error";
import { reportPage } from "../../report/page";
import type { RecordedRun } from "../../report/recorded-run";

const quiet = { changed: () => {}, note: () => {}, close: () => {} };

describe("the report of a run that breaks off", () => {
  const write = process.stderr.write;
  let folder: string;
  let page: RunReport;
  const project = () => ({ folder, name: "virtroom", stacks: folder });

  beforeEach(async () => {
    process.stderr.write = () => true;
    folder = await mkdtemp(join(tmpdir(), "virtroom-report-"));
    page = new RunReport(project(), "demo", "delete");
  });
  afterEach(async () => {
    process.stderr.write = write;
    await rm(folder, { recursive: true });
  });

  const seats = ["vd01", "vd02", "vd03", "vd04"].map(name => ({ name, group: "students" }));
  const away = new UserError("the engine is away", "Look at the engine", exitCodes.failed);
  async function left(error: Error, work: () => void = () => {}): Promise<RecordedRun | undefined> {
    const broken = page.during(async () => {
      work();
      throw error;
    });
    await assert.rejects(broken, error);
    return new ReportFiles(project(), "demo").newest();
  }

  it("has an end, the cause, the way out, and what had become of each seat by then", async () => {
    const run = await left(away, () => {
      page.begin(seats);
      const view = page.watch(quiet);
      view.changed({ seat: "vd01", state: "done", text: "deleted", since: 0 });
      view.changed({ seat: "vd02", state: "failed", text: "it is locked\nWay out: Wait", since: 0 });
      view.changed({ seat: "vd03", state: "working", text: "deleting", since: 0 });
    });
    assert.ok(run?.took !== undefined);
    assert.deepEqual(
      run.seats.map(({ name, state, word }) => [name, state, word]),
      [
        ["vd01", "done", "deleted"],
        ["vd02", "failed", "failed"],
        ["vd03", "stopped", "not reached"],
        ["vd04", "stopped", "not reached"],
      ],
    );
    assert.deepEqual(run.seats[1]?.failures, [{ cause: "it is locked", wayOut: "Wait" }]);
    assert.deepEqual(run.errors, ["the engine is away\nLook at the engine"]);
    assert.match(reportPage(run), /The whole room.*the engine is away\nLook at the engine/s);
    assert.match(reportPage(run), /<title>1 failed · Deletion of room demo/);
  });

  it("is there also where the seats were not known yet", async () => {
    const run = await left(away);
    assert.ok(run);
    assert.match(reportPage(run), /<title>failed · Deletion.*It failed before its seats were known/s);
  });

  it("says that somebody has stopped it", async () => {
    const stopped = new UserError("looking for VMs: stopped by you", "", exitCodes.interrupted);
    assert.equal((await left(stopped, () => page.begin(seats)))?.interrupted, true);
  });

  it("is not there for words that mean no seats, and not beside another run's", async () => {
    assert.equal(await left(new UserError("the room has no seat or group x")), undefined);
    const locked = new LockedError("another run is at work on room demo", "", exitCodes.failed);
    assert.equal(await left(locked, () => page.begin(seats)), undefined);
    assert.deepEqual(await readdir(folder), []);
  });

  it("stays as it was when the run had told its end already", async () => {
    const results = seats.map(({ name }) => ({ seat: name, ok: true, outcome: "unchanged" }));
    const ended = page.during(async () => {
      page.begin(seats);
      await page.end({ seats: results, interrupted: false, errors: ["told"] });
      throw away;
    });
    await assert.rejects(ended, away);
    assert.deepEqual((await new ReportFiles(project(), "demo").newest())?.errors, ["told"]);
  });
});
