/** @module What a report says, from a record of a run. */

import assert from "node:assert/strict";
import { deflateSync, inflateSync } from "node:zlib";
import { faultOf } from "../../ovirt/errors";
import { failureOf } from "../../report/failure-text";
import { figuresOf } from "../../report/figures";
import { escapeHtml, html } from "../../report/html";
import { laid } from "../../report/lanes";
import { reportPage } from "../../report/page";
import { pictureUri } from "../../report/picture";
import { type Phase, recordedRun } from "../../report/recorded-run";
import { ticksOf } from "../../report/ticks";
import { summaryOf, timeOf } from "../../report/words";
import { consoleFile, rolloutUnderWay, rolloutWithOneFailure } from "../support/recorded-run";

const minute = 60_000;

describe("a report", () => {
  it("sums up how the run ended, and how it stands while it goes on", () => {
    assert.equal(summaryOf(rolloutWithOneFailure()), "5 of 7 seats finished, 1 failed, 1 not finished.");
    assert.equal(summaryOf(rolloutUnderWay()), "0 of 7 seats finished, 6 being worked on, 1 waiting.");
    const seats = rolloutWithOneFailure().seats.slice(0, 2);
    assert.equal(summaryOf(rolloutWithOneFailure({ seats })), "All 2 seats are finished.");
    assert.match(summaryOf(rolloutWithOneFailure({ interrupted: true })), /^Interrupted\. /);
  });

  it("tells the time of the place where it ran", () => {
    assert.equal(timeOf(rolloutWithOneFailure(), 90_000), "24 November 2026 at 10:31:30 CET");
  });

  it("compares the run with its slowest seat, and tells where the time went", () => {
    const figures = figuresOf(rolloutWithOneFailure(), 640_000);
    assert.deepEqual(figures.slowest, { seat: "demo-vd01", milliseconds: 620_000 });
    assert.equal(figures.median, 620_000);
    const setup = figures.phases.find(({ kind }) => kind === "setup");
    assert.deepEqual(setup, {
      ...{ kind: "setup", count: 6, median: 503_000 },
      slowest: { seat: "demo-vd01", milliseconds: 503_000 },
    });
    assert.match(reportPage(rolloutWithOneFailure()), /1\.03 ×/);
  });

  it("has figures of a run in which nothing was done", () => {
    const seats = rolloutWithOneFailure().seats.slice(6);
    assert.deepEqual(figuresOf(rolloutWithOneFailure({ seats }), 100), {
      took: 100,
      phases: [],
      requests: 412,
    });
    assert.match(reportPage(rolloutWithOneFailure({ seats, took: 0 })), /nothing was done/);
  });

  it("says that a run without an end was killed or goes on", () => {
    assert.match(reportPage(rolloutUnderWay()), /without an end: it was killed, or is still running/);
    assert.match(reportPage(rolloutUnderWay(), { live: true, now: 95_000 }), /running for 1 min 35 s/);
  });

  it("keeps what comes from outside as text, in elements, attributes and the title", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    const { seats } = rolloutWithOneFailure();
    const failure = { cause: evil, wayOut: evil, evidence: evil };
    const named = seats.map(seat => ({ ...seat, name: evil, group: evil, word: evil, failures: [failure] }));
    const pictures = new Map([[evil, `data:image/png;base64,"onload="alert(3)`]]);
    const page = reportPage(
      rolloutWithOneFailure({ room: evil, seats: named, errors: [evil], warnings: [evil] }),
      { pictures },
    );
    assert.doesNotMatch(page, /<script|<img src=x|onerror='|"onload/);
    assert.ok(page.includes(escapeHtml(evil)));
  });

  it("shows marks that turn the direction of text, and control characters, as a sign", () => {
    assert.equal(escapeHtml("vd\u202e10\u0007\u001b[31m\nnext"), "vd\ufffd10\ufffd\ufffd[31m\nnext");
  });

  it("asks nobody for anything, and only a live page has a script", () => {
    const page = reportPage(rolloutWithOneFailure());
    assert.match(
      page,
      /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
    assert.doesNotMatch(page, /<script|<link|@import|url\(["']?(?!#)|(src|href)="(?!#)|connect-src/);
    assert.match(
      reportPage(rolloutWithOneFailure(), { live: true }),
      /script-src &#39;sha256-.*connect-src &#39;self&#39;/,
    );
  });

  it("escapes by default, and leaves its own HTML as it is", () => {
    assert.equal(
      html`<p>${"<b>"}${html`<i>${1}</i>`}${undefined}${["&", "'"]}</p>`.text,
      "<p>&lt;b&gt;<i>1</i>&amp;&#39;</p>",
    );
  });
});

describe("a failure", () => {
  it("is taken apart into cause, picture and way out", () => {
    const told = `waiting for Windows setup of vd01: not done after 8 min, last seen: status up; its console is in ${consoleFile}. Likely: its host is lost. Look at the VM's console. The next run makes this seat anew`;
    assert.deepEqual(failureOf(told), {
      cause: "waiting for Windows setup of vd01: not done after 8 min, last seen: status up",
      evidence: consoleFile,
      wayOut: "Likely: its host is lost. Look at the VM's console. The next run makes this seat anew",
    });
  });

  it("takes every way out that the engine's refusals have", () => {
    const words = [
      "name is already in use",
      "is locked",
      "not authorized",
      "Entity not found",
      "other",
      "is running",
    ];
    for (const word of words) {
      for (const status of [400, 409, 500]) {
        const { remedy } = faultOf(status, word, true);
        assert.equal(failureOf(`creating VM vd01: ${word} (${status}). ${remedy}`).wayOut, remedy);
      }
    }
  });

  it("ends a sentence of the engine where it has ended it", () => {
    const { cause, wayOut } = failureOf("vd01 is down. Exit message: Lost connection.. Look at the cause");
    assert.equal(cause, "vd01 is down. Exit message: Lost connection");
    assert.equal(wayOut, "Look at the cause");
  });

  it("without a way out of its own may be run again", () => {
    assert.match(failureOf("something else").wayOut, /^Run it again/);
  });

  it("names no picture outside of the folder for them", () => {
    assert.equal(failureOf("x; its console is in logs/../../secret.png. Look").evidence, undefined);
    assert.equal(failureOf("x; its console is in /etc/passwd.png. Look").evidence, undefined);
  });
});

describe("a picture of a console", () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);

  it("is shown as it is when browsers know it", () => {
    assert.equal(pictureUri(png), `data:image/png;base64,${png.toString("base64")}`);
    assert.match(pictureUri(Buffer.from([0xff, 0xd8, 0xff, 0xe0])) ?? "", /^data:image\/jpeg;/);
  });

  it("is written anew when a hypervisor gives PPM", () => {
    const pixels = Buffer.from([255, 0, 0, 0, 255, 0]);
    const uri = pictureUri(Buffer.concat([Buffer.from("P6\n# console\n2 1\n255\n"), pixels])) ?? "";
    const made = Buffer.from(uri.replace("data:image/png;base64,", ""), "base64");
    assert.deepEqual([made.readUInt32BE(16), made.readUInt32BE(20)], [2, 1]);
    const data = made.subarray(made.indexOf("IDAT") + 4, made.indexOf("IEND") - 8);
    assert.deepEqual(inflateSync(data), Buffer.concat([Buffer.of(0), pixels]));
  });

  it("is left out when it is none, or cut off", () => {
    assert.equal(pictureUri(Buffer.from("<svg onload=alert(1)>")), undefined);
    assert.equal(pictureUri(Buffer.from("P6 100 100 255 abc")), undefined);
    assert.equal(pictureUri(deflateSync("x")), undefined);
  });
});

describe("a timeline", () => {
  const phase = (from: number, to?: number): Phase => ({
    kind: "start",
    from,
    ...(to ? { to } : {}),
    steps: [],
  });

  it("has few marks, at times that people count in", () => {
    assert.deepEqual(
      ticksOf(640_000),
      [0, 2, 4, 6, 8, 10].map(minutes => minutes * minute),
    );
    assert.deepEqual(ticksOf(4500), [0, 1000, 2000, 3000, 4000]);
    for (const length of [1, 999, 61_000, 50 * minute, 3_000 * minute])
      assert.ok(ticksOf(length).length <= 7);
  });

  it("lays what happens at the same time side by side, and all else across", () => {
    const places = laid([phase(0, 10), phase(10, 20), phase(12, 14), phase(15, 18), phase(20)], 30);
    assert.deepEqual(
      places.map(({ lane, lanes }) => [lane, lanes]),
      [
        [0, 1],
        [0, 2],
        [1, 2],
        [1, 2],
        [0, 1],
      ],
    );
  });
});

describe("a record of a run", () => {
  it("comes back from JSON as it was, and nothing else does", () => {
    const run = rolloutWithOneFailure();
    assert.deepEqual(recordedRun.parse(JSON.parse(JSON.stringify(run))), run);
    assert.equal(recordedRun.safeParse({ ...run, format: 2 }).success, false);
    assert.equal(recordedRun.safeParse({ ...run, began: "yesterday" }).success, false);
  });
});
