/** @module A report as people meet it: in Chromium, on a wide screen, a phone, in the dark, on paper, by keyboard, read out. */

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { type PageOptions, reportPage } from "../../report/page";
import type { RecordedRun } from "../../report/recorded-run";
import { openBrowser } from "../../scripts/pictures/browser";
import { consoleFile, rolloutUnderWay, rolloutWithOneFailure } from "../support/recorded-run";

/** One red pixel. */
const picture =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

describe("a report in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: string;
  /** Everything that the page asked for, and all that it complained about. */
  let asked: string[];
  let complaints: string[];

  before(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), "virtroom-report-"));
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function show(
    run: RecordedRun,
    look: BrowserContextOptions = {},
    options: PageOptions = {},
  ): Promise<Page> {
    const file = join(folder, "report.html");
    await writeFile(file, reportPage(run, { pictures: new Map([[consoleFile, picture]]), ...options }));
    const page = await (
      await browser.newContext({ viewport: { width: 1100, height: 900 }, ...look })
    ).newPage();
    asked = [];
    complaints = [];
    page.on("request", request => asked.push(request.url()));
    page.on("console", message => complaints.push(message.text()));
    page.on("dialog", dialog => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  it("shows each seat with its state in colour and in a word", async () => {
    const page = await show(rolloutWithOneFailure());
    assert.equal(await page.title(), "1 failed · Rollout of room demo");
    assert.equal(await page.locator(".seat").count(), 7);
    const failed = page.locator(".seat", { hasText: "demo-vd04" });
    assert.match(await textOf(failed), /failed/);
    const colours = new Set<string>();
    for (const state of ["done", "failed", "stopped"]) {
      colours.add(await page.locator(`.seat.${state}`).first().evaluate(paper));
    }
    assert.equal(colours.size, 3);
    assert.deepEqual(await page.locator("#seats h3").allInnerTexts(), ["students", "teachers"]);
  });

  it("leads from the failed seat to its cause, its picture and the way out", async () => {
    const page = await show(rolloutWithOneFailure());
    await page.getByRole("link", { name: "demo-vd04" }).click();
    const failure = page.locator("#failure-3");
    assert.match(
      await textOf(failure),
      /in Windows setup[\s\S]*Cause[\s\S]*not done after 8 min[\s\S]*Way out[\s\S]*Look at/,
    );
    assert.equal(await failure.locator("img").evaluate(width), 1, "the picture is there");
    const small = await failure.locator("img").evaluate(widthShown);
    await failure.getByText("Show it larger").click();
    assert.ok((await failure.locator("img").evaluate(widthShown)) >= small);
    assert.match(await textOf(failure), /Show it smaller/);
    assert.match(
      await textOf(page.locator("#failures")),
      /Not finished: demo-spare\. The next rollout goes on/,
    );
  });

  it("draws the phases of a seat where they were, in proportion", async () => {
    const page = await show(rolloutWithOneFailure());
    const row = page.locator("#timeline .timeline .row", { hasText: "demo-vd01" }).locator("svg");
    const [all, clone, setup, start] = await Promise.all(
      [row, ...["clone", "setup", "start"].map(kind => row.locator(`.phase.${kind}`))].map(it =>
        it.boundingBox(),
      ),
    );
    assert.ok(all && clone && setup && start);
    const near = (a: number, b: number) => Math.abs(a - b) < 1.5;
    assert.ok(near(clone.width, (all.width * 35) / 640), "a clone of 35 seconds");
    assert.ok(near(setup.x, all.x + (all.width * 37) / 640), "Windows setup begins after the network");
    assert.ok(near(start.x + start.width, all.x + (all.width * 620) / 640), "the start ends last");
    assert.equal(await row.locator('rect[fill="url(#waiting)"]').count(), 1, "it waited for its turn");
    assert.equal(await page.locator(".row .failing").count(), 1);
  });

  it("says in a table what the timeline draws, with what was waited for", async () => {
    const page = await show(rolloutWithOneFailure());
    const table = page.locator("#timeline-table table");
    assert.equal(await table.isVisible(), false);
    await page.locator("#timeline-table-summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await table.isVisible(), true, "it opens by keyboard");
    assert.match(await textOf(table), /demo-vd01\s+Clone\s+0 ms\s+35 s\s+cloning win10-gold/);
    assert.match(await textOf(table), /waiting for a place in the wave 1 min 23 s/);
    const label = await page.locator(".timeline .row svg").nth(3).getAttribute("aria-label");
    assert.equal(label, "demo-vd04: Clone 37 s, Network 2.0 s, Windows setup 8 min, failed");
  });

  it("keeps an evil name of a VM as text, runs nothing for it, and asks nobody", async () => {
    const evil = `<img src=x onerror=alert(1)><script>alert(2)</script>"onfocus="alert(3)" autofocus x="`;
    const run = rolloutWithOneFailure();
    const seats = run.seats.map(seat => ({ ...seat, name: evil, group: evil }));
    const page = await show({ ...run, room: evil, seats });
    await page.waitForTimeout(200);
    assert.equal(await textOf(page.locator(".seat .name").first()), evil);
    assert.equal(await page.locator("script, [onerror], [onfocus], img[src=x]").count(), 0);
    assert.deepEqual(complaints, []);
    assert.equal(asked.filter(url => !url.startsWith("data:")).length, 1, "only the page itself");
  });

  it("would not even run what a renderer had let through", async () => {
    const file = join(folder, "broken.html");
    const hole = `<main><img src="https://example.test/x.png"><script>document.title = "run"</script>`;
    await writeFile(file, reportPage(rolloutWithOneFailure()).replace("<main>", hole));
    const page = await browser.newPage();
    const wanted: string[] = [];
    page.on("requestfinished", request => wanted.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    assert.equal(await page.title(), "1 failed · Rollout of room demo");
    assert.deepEqual(
      wanted.filter(url => url.startsWith("http")),
      [],
    );
  });

  for (const width of [320, 390, 1400]) {
    it(`has place on a screen of ${width} pixels`, async () => {
      const page = await show(rolloutWithOneFailure(), { viewport: { width, height: 800 } });
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      assert.ok(Number(wide) <= width, `it is ${wide} pixels wide`);
    });
  }

  it("is dark where its reader wants it dark, and light on paper", async () => {
    const page = await show(rolloutWithOneFailure(), { colorScheme: "dark" });
    const root = page.locator("html");
    assert.equal(await root.evaluate(paper), "rgb(20, 23, 27)");
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    assert.equal(await root.evaluate(paper), "rgb(251, 250, 247)");
    assert.equal(await page.locator("#timeline-table table").isVisible(), true, "on paper the table is open");
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const [what, run] of [
      ["that failed", rolloutWithOneFailure()],
      ["under way", rolloutUnderWay()],
    ] as const) {
      it(`has no barrier that axe finds, ${colorScheme}, of a run ${what}`, async () => {
        const page = await show(run, { colorScheme });
        await page.locator("#timeline-table-summary").click();
        await page.evaluate(axe.source);
        const found = (await page.evaluate("axe.run()")) as axe.AxeResults;
        const told = found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
        );
        assert.deepEqual(told, []);
        assert.ok(found.passes.some(({ id }) => id === "color-contrast"));
      });
    }
  }

  it("is read out by headings, landmarks and names", async () => {
    const page = await show(rolloutWithOneFailure());
    const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
    assert.deepEqual(headings, ["Seats", "What failed, and what to do", "Timeline", "Figures"]);
    for (const name of headings)
      assert.equal(await page.getByRole("region", { name, exact: true }).count(), 1);
    assert.match(await textOf(page.getByRole("status")), /5 of 7 seats finished/);
  });
});

/** What is to be seen of it. */
async function textOf(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join("\n");
}

/** Run in the browser, which this program has no types of. */
const paper = (element: unknown) =>
  (globalThis as unknown as { getComputedStyle(e: unknown): { backgroundColor: string } }).getComputedStyle(
    element,
  ).backgroundColor;
const widthShown = (image: unknown) => (image as { width: number }).width;
const width = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
