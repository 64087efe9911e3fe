/** @module What a report says, from a record of a run. */

import assert from "node:assert/strict";
import { deflateSync, inflateSync } from "node:zlib";
import { AnswerFileError } from "../../answer-file/fault";
import { ShareError } from "../../delivery/share-error";
import { forPeople, ProviderError } from "../../dynamic-providers/provider-error";
import { EngineError } from "../../ovirt/errors";
import { failuresOf } from "../../report/failures-of";
import { figuresOf } from "../../report/figures";
import { escapeHtml, html } from "../../report/html";
import { laid } from "../../report/lanes";
import { reportPage } from "../../report/page";
import { pictureUri } from "../../report/picture";
import { type Phase, recordedRun } from "../../report/recorded-run";
import { ticksOf } from "../../report/ticks";
import { summaryOf, timeOf } from "../../report/words";
import { messagesOfSources, waysOutOfSources } from "../support/message-catalogue";
import { consoleFile, rolloutUnderWay, rolloutWithOneFailure } from "../support/recorded-run";

const minute = 60_000;

describe("a report", () => {
  it("sums up how the run ended, and how it stands while it goes on", () => {
    assert.equal(summaryOf(rolloutWithOneFailure()), "5 of 7 seats finished, 1 failed, 1 not finished.");
    assert.equal(summaryOf(rolloutUnderWay()), "0 of 7 seats finished, 6 being worked on, 1 waiting.");
    const seats = rolloutWithOneFailure().seats.slice(0, 2);
    assert.equal(summaryOf(rolloutWithOneFailure({ seats })), "All 2 seats are finished.");
    const one = rolloutWithOneFailure({ seats: seats.slice(0, 1) });
    assert.equal(summaryOf(one), "The seat is finished.");
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

  it("counts a seat once that went through a phase twice", () => {
    const [first, second] = rolloutWithOneFailure().seats;
    assert.ok(first && second);
    const start = (from: number, to: number): Phase => ({ kind: "start", from, to, steps: [] });
    const twice = { ...first, phases: [start(0, 10), start(20, 50)] };
    const once = { ...second, phases: [start(0, 20)] };
    const { phases } = figuresOf(rolloutWithOneFailure({ seats: [twice, once] }), 100);
    assert.deepEqual(phases, [
      { kind: "start", count: 2, median: 20, slowest: { seat: first.name, milliseconds: 30 } },
    ]);
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

  it("says why seats were left alone, once for all of them", () => {
    const detail = "It is stateless <and> goes back by itself";
    const seats = rolloutWithOneFailure().seats.map((seat, index) =>
      index < 2 ? { ...seat, word: "left alone", detail } : seat,
    );
    const page = reportPage(rolloutWithOneFailure({ seats }));
    const told = "<b>demo-vd01, demo-vd02</b> left alone: It is stateless &lt;and&gt; goes back by itself";
    assert.equal(page.split(told).length, 2);
    assert.ok(!reportPage(rolloutWithOneFailure()).includes('class="details"'));
  });

  it("says that a run without an end was killed or goes on", () => {
    assert.match(reportPage(rolloutUnderWay()), /without an end: it was killed, or is still running/);
    assert.match(reportPage(rolloutUnderWay(), { live: true, now: 95_000 }), /running for 1 min 35 s/);
  });

  it("keeps what comes from outside as text, in elements, attributes and the title", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    const { seats } = rolloutWithOneFailure();
    const failure = { cause: evil, wayOut: evil, evidence: evil };
    const named = seats.map(seat => ({
      ...seat,
      name: evil,
      group: evil,
      word: evil,
      detail: evil,
      failures: [failure],
    }));
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
  const told = (error: unknown) => failuresOf(forPeople("seat vd01", error).message);

  it("is taken apart into cause, picture and way out", () => {
    const error = new EngineError({
      ...{ code: "timed_out", operation: "waiting for Windows setup of vd01" },
      message: `not done after 8 min, last seen: status up; its console is in ${consoleFile}`,
      remedy: "Likely: its host is lost. Look at the VM's console. The next run makes this seat anew",
    });
    assert.deepEqual(told(error), [
      {
        cause:
          "seat vd01: waiting for Windows setup of vd01: not done after 8 min, last seen: status up [timed_out]",
        evidence: consoleFile,
        wayOut: "Likely: its host is lost. Look at the VM's console. The next run makes this seat anew",
      },
    ]);
  });

  it("has the cause and the way out that its error has, whatever the words of either", () => {
    const waysOut = waysOutOfSources();
    assert.ok(waysOut.length > 80, `${waysOut.length} ways out found`);
    messagesOfSources().forEach(({ text: message }, index) => {
      const remedy = waysOut[index % waysOut.length] ?? "";
      const errors = [
        new EngineError({ code: "refused", operation: "creating VM vd01", message, remedy }),
        new ShareError("refused", message, remedy),
        new ProviderError(undefined, "reading it", message, remedy),
      ];
      for (const error of errors) {
        const [failure, ...others] = told(error);
        assert.deepEqual(others, []);
        assert.equal(failure?.wayOut, remedy.replaceAll(/\s*\n\s*/g, " "));
        assert.equal(failure?.cause, `seat vd01: ${error.happened.replace(/\.+$/, "")}`);
      }
    });
  });

  it("is one for each fault of an answer file, and for what went wrong after another", () => {
    const fault = { file: "t.xml", line: 2, rule: "doctype", message: "it has one", remedy: "Take it out" };
    const cause = "t.xml:2: it has one [doctype]";
    assert.deepEqual(told(new AnswerFileError([fault, fault])), [
      { cause: `seat vd01: ${cause}`, wayOut: "Take it out" },
      { cause, wayOut: "Take it out" },
    ]);
    const share = new ShareError("no-space", "the disk is full", "Make room");
    assert.deepEqual(told(new AggregateError([new AnswerFileError([fault]), share])), [
      { cause: `seat vd01: ${cause}`, wayOut: "Take it out" },
      { cause: "And then, the disk is full [no-space]", wayOut: "Make room" },
    ]);
  });

  it("ends a sentence of the engine where it has ended it", () => {
    const { cause, wayOut } =
      failuresOf("vd01 is down. Exit message: Lost connection..\nWay out: Look")[0] ?? {};
    assert.deepEqual([cause, wayOut], ["vd01 is down. Exit message: Lost connection", "Look"]);
  });

  it("without a way out of its own may be run again", () => {
    assert.match(failuresOf("something else")[0]?.wayOut ?? "", /^Run it again/);
  });

  it("names no picture outside of the folder for them", () => {
    for (const file of ["logs/../../secret.png", "/etc/passwd.png"])
      assert.equal(failuresOf(`x; its console is in ${file}`)[0]?.evidence, undefined);
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
