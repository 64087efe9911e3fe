/** @module What a run leaves, and what is to be seen of it in a browser while it goes on. */

import assert from "node:assert/strict";
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { type RequestOptions, request } from "node:http";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type RecordedRun, recordedRun } from "../../report/recorded-run";
import { openBrowser } from "../../scripts/pictures/browser";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { startVirtroom, virtroom } from "../support/virtroom";

describe("virtroom report", function () {
  this.timeout(180_000);
  let lab: Lab;
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  afterEach(() => lab.close());
  after(() => browser?.close());

  const three = () => ({ groups: { students: rawGroup({ ids: "1-3" }) } });
  const folder = () => join(lab.project.folder, "reports", "demo");
  async function records(): Promise<RecordedRun[]> {
    const names = (await readdir(folder())).filter(name => name.endsWith(".json")).sort();
    const texts = await Promise.all(names.map(name => readFile(join(folder(), name), "utf8")));
    return texts.map(text => recordedRun.parse(JSON.parse(text)));
  }

  it("has a page of each rollout, reset and deletion, for its owner's eyes, without a password", async () => {
    lab = await Lab.open({ settings: three });
    lab.simulator.guests.faults.add({ vm: "demo-vd02", fault: "crash" });
    const rollout = await virtroom(lab, ["rollout", "demo"]);
    assert.match(rollout.stderr, /^Report: reports\/demo\/\S+-rollout\.html$/m);
    await virtroom(lab, ["reset", "demo", "demo-vd01", "--yes"]);
    const shown = await virtroom(lab, ["report", "demo"]);
    assert.equal(shown.exitCode, 0, shown.stderr);
    assert.match(shown.stdout, /-reset\.html\n$/);
    await virtroom(lab, ["delete", "demo", "--yes"]);
    const [made, reset, deleted] = await records();
    assert.ok(made && reset && deleted);
    const states = ({ seats }: RecordedRun) =>
      seats.map(({ name, state, word }) => `${name} ${state} ${word}`);
    assert.deepEqual(states(made), ["demo-vd01 done made", "demo-vd02 failed failed", "demo-vd03 done made"]);
    assert.deepEqual(states(reset), ["demo-vd01 done reset, started"]);
    assert.ok((reset.requests ?? 0) >= 5, "requests of a command of its own are counted");
    assert.deepEqual(new Set(deleted.seats.map(({ word }) => word)), new Set(["deleted"]));
    assert.deepEqual(made.errors, [], "what failed is told with its seat");
    assert.match(made.warnings.join(), /hold a password of the network in the clear/);
    const names = await readdir(folder());
    for (const name of names.filter(each => each !== "latest.html")) {
      assert.equal((await stat(join(folder(), name))).mode & 0o777, 0o600, name);
      assertNoSecret(await readFile(join(folder(), name), "utf8"), Object.values(secretWords), name);
    }
    assert.match(await readlink(join(folder(), "latest.html")), /^[\d-]+T[\d-]+Z-delete\.html$/);

    // A night on which nothing could be done: each of its runs tells so.
    await lab.configure(three(), { "engine.password": "mistyped" });
    for (const words of ["reset demo --yes", "rollout demo --yes", "delete demo --yes"]) {
      const { exitCode, stderr } = await virtroom(lab, words.split(" "));
      assert.equal(exitCode, 1, stderr);
      const run = (await records()).at(-1);
      assert.ok(run?.took !== undefined && words.startsWith(run.kind), words);
      assert.deepEqual(new Set(run.seats.map(({ word }) => word)), new Set(["not reached"]));
      assert.match(run.errors.join(), /the engine refuses these credentials/);
    }
    const locked = { PULUMI_CONFIG_PASSPHRASE: "mistyped", PULUMI_CONFIG_PASSPHRASE_FILE: "" };
    assert.equal((await virtroom(lab, ["rollout", "demo", "--yes"], { env: locked })).exitCode, 1);
    const page = await readFile(join(folder(), "latest.html"), "utf8");
    assert.match(page, /It failed before its seats were known.*the passphrase is not the one/s);
  });

  it("tells the phases of a seat in their order, what was waited for, and why one failed", async () => {
    lab = await Lab.open({ settings: three });
    lab.simulator.guests.faults.add({ vm: "demo-vd02", fault: "hang" });
    await lab.configure({ ...three(), limits: { setup: "10 s" }, rollout: { wave: 1 } });
    await virtroom(lab, ["rollout", "demo"]);
    const [run] = await records();
    const [finished, failed] = run?.seats ?? [];
    assert.ok(run?.took && finished && failed);
    const kinds = finished.phases.map(({ kind }) => kind);
    assert.deepEqual(kinds.slice(0, 3), ["clone", "nic", "setup"]);
    assert.deepEqual(kinds.slice(3, 5).sort(), ["permission", "snapshot"]);
    assert.equal(kinds[5], "start");
    for (const { from, to = 0 } of finished.phases) assert.ok(from <= to && to <= run.took);
    const setups = run.seats.map(({ phases }) =>
      phases.find(({ kind }) => kind === "setup")?.steps.map(({ text }) => text),
    );
    assert.match(setups[0]?.join() ?? "", /delivering the answer file.*Windows setup running/);
    const waited = setups.filter(steps => steps?.[0] === "waiting for a place in the wave");
    assert.ok(waited.length > 0 && waited.length < 3, "those in the wave are not said to wait for it");
    assert.equal(failed.phases.at(-1)?.failed, true);
    const [failure] = failed.failures;
    assert.match(failure?.cause ?? "", /waiting for Windows setup of demo-vd02: .*not done after/);
    assert.match(failure?.wayOut ?? "", /^Likely: .*The next run makes this seat anew/);
    const page = await readFile(join(folder(), "latest.html"), "utf8");
    assert.match(page, /<img src="data:image\/png;base64,[^"]{100,}" alt="The console of demo-vd02/);
  });

  it("moves in a browser while the run goes on, and ends with it", async () => {
    lab = await Lab.open({ settings: three });
    const report = startVirtroom(lab, ["report", "demo", "--live", "--print"]);
    const ended = new Promise<number | null>(done => report.once("close", done));
    let url = "";
    report.stdout.on("data", text => (url += text));
    await until(() => url.endsWith("/\n"));
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", message => complaints.push(message.text()));
    await page.goto(url.trim());
    const rollout = startVirtroom(lab, ["rollout", "demo"]);
    const rolledOut = new Promise(done => rollout.once("close", done));
    await page.waitForSelector(".seat.working", { timeout: 60_000 });
    await page.evaluate("globalThis.stayed = true");
    await page.locator("#timeline-table-summary").click();
    const title = await page.title();
    const bars = await page.locator("#timeline .phase").count();
    await page.waitForSelector(".seat.done", { timeout: 60_000 });
    await page.locator(".seat.done").nth(2).waitFor({ timeout: 60_000 });
    assert.notEqual(await page.title(), title);
    assert.ok((await page.locator("#timeline .phase").count()) > bars, "the timeline has grown");
    assert.equal(await page.evaluate("globalThis.stayed"), true, "it was not loaded anew");
    assert.equal(await page.evaluate("document.activeElement.id"), "timeline-table-summary");
    assert.equal(await page.locator("#timeline-table table").isVisible(), true, "what was open stays open");
    await rolledOut;
    assert.equal(await ended, 0);
    await page.locator("#summary", { hasText: "All 3 seats are finished" }).waitFor();
    assert.match((await page.locator(".when").allInnerTexts()).join(), /, took /);
    assert.deepEqual(
      complaints.filter(text => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE/.test(text)),
      [],
    );
  });

  it("is served to nobody without its token, under no other name, and to be read only", async () => {
    lab = await Lab.open({ settings: three });
    const report = startVirtroom(lab, ["report", "demo", "--live", "--print"]);
    let url = "";
    report.stdout.on("data", text => (url += text));
    await until(() => url.endsWith("/\n"));
    const own = new URL(url.trim());
    assert.equal(own.hostname, "127.0.0.1");
    assert.equal(await statusOf(own), 200);
    assert.equal(await statusOf(new URL("/", own)), 404);
    assert.equal(await statusOf(new URL(`/${"x".repeat(24)}/`, own)), 404);
    assert.equal(await statusOf(new URL("../etc/passwd", own)), 404);
    assert.equal(await statusOf(own, { headers: { host: `evil.example.test:${own.port}` } }), 404);
    assert.equal(await statusOf(own, { method: "POST" }), 405);
    report.kill("SIGTERM");
    await new Promise(done => report.once("close", done));
  });

  it("says what to do when there is none yet, and takes no path for a room", async () => {
    lab = await Lab.open({ settings: three });
    const none = await virtroom(lab, ["report", "demo"]);
    assert.equal(none.exitCode, 1);
    assert.match(none.stderr, /there is no report of room demo yet\n.*virtroom rollout/);
    const path = await virtroom(lab, ["report", "../demo"]);
    assert.equal(path.exitCode, 2);
    assert.match(path.stderr, /cannot be the name of a room/);
  });
});

function statusOf(url: URL, options: RequestOptions = {}): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const asked = request(url, options, response => {
      response.resume();
      done(response.statusCode);
    });
    asked.on("error", fail).end();
  });
}
