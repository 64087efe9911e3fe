import assert from "node:assert/strict";
import { resolve } from "node:path";
import fc from "fast-check";
import { summaryText } from "../../cli/pipeline/summary";
import { roomOf } from "../../dynamic-providers/project/project";
import { textLine } from "../../logging/text-line";
import { printable, visible } from "../../room/text/printable";
import { runs } from "../support/generated";
import { runProgram } from "../support/run-program";

/** What a guest may call itself, and what a terminal would make of it. */
const escapes = [
  "\u001b[2J",
  "\u001b]0;title\u0007",
  "\u009b31m",
  "\u001b[8m",
  "\u001b[1;5m",
  "\u001b[31m",
  "\u202e",
  "\r",
  "\b",
  "\n",
  "\t",
  "ok",
];
const words = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...escapes)).map(parts => parts.join("")),
);

/** Of colours, bold and faint, and back. */
const colours = [
  0,
  1,
  2,
  22,
  ...Array.from({ length: 10 }, (_, index) => 30 + index),
  ...Array.from({ length: 8 }, (_, index) => 90 + index),
];

describe("words of others", () => {
  it("reach a terminal without anything that it would act on but colours and line ends", () => {
    fc.assert(
      fc.property(words, text => {
        const shown = colours.reduce((left, code) => left.replaceAll(`\u001b[${code}m`, ""), visible(text));
        assert.doesNotMatch(shown, /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
        assert.doesNotMatch(printable(text), /\p{Cc}|\p{Cf}/u);
      }),
      runs(500),
    );
    assert.equal(visible("\u001b[31mred\u001b[39m\n"), "\u001b[31mred\u001b[39m\n");
    assert.equal(visible("\u001b[8mhidden\u001b[2Jgone\u0007"), "\\u001b[8mhidden\\u001b[2Jgone\\u0007");
  });

  it("stay the same in JSON", () => {
    fc.assert(
      fc.property(words, text => assert.equal(JSON.parse(visible(JSON.stringify(text))), text)),
      runs(500),
    );
  });

  it("are made so by what the commands print", async () => {
    const script = `const { print, tell } = require(${JSON.stringify(resolve("cli/terminal"))}); print("a\\u001b[2Jb"); tell("c\\u0007d");`;
    const { stdout, stderr } = await runProgram(process.execPath, ["--require", "tsx/cjs", "--eval", script]);
    assert.deepEqual([stdout, stderr], ["a\\u001b[2Jb\n", "c\\u0007d\n"]);
  });

  it("are made so in a log for people, and begin no line of it", () => {
    const entry = {
      time: "2026-11-25T08:15:00.123Z",
      level: "info",
      target: "seats",
      message: "a\u001b[2J\n2026 INFO b",
    };
    assert.equal(
      textLine({ ...entry, seat: "demo-vd01", said: "x\ny" }),
      '2026-11-25T08:15:00.123Z INFO  seats demo-vd01: a\\u001b[2J said="x\\ny"\n    2026 INFO b\n',
    );
  });

  it("become no Markdown and no HTML in a pipeline's summary", () => {
    const evil = "<img src=x onerror=alert(1)> | `x` [a](http://evil) @team #1 ![](x)\n# head";
    const seats = [{ seat: evil, ok: false, outcome: "failed" as const, detail: evil }];
    const runsOfRooms = [
      { room: evil, exitCode: 1, seats, told: "" },
      { room: "b", exitCode: 1, seats: [], told: "```\n# head" },
    ];
    const text = summaryText({ title: "Rollout", runs: runsOfRooms, notes: [evil] });
    assert.doesNotMatch(text, /<img|(?<!\\)\]\(/);
    assert.match(text, /````text\n```\n# head\n````/);
  });

  it("in the name of a file are no room that a command would take for an option or a path", () => {
    for (const file of [
      "Pulumi.--yes.yaml",
      "Pulumi.-x.yaml",
      "Pulumi...yaml",
      "Pulumi.a b.yaml",
      "Pulumi.a\nb.yaml",
      "Pulumi.$(id).yaml",
      "Pulumi.\u001b[2J.yaml",
      "Pulumi.yaml",
    ]) {
      assert.equal(roomOf(file), undefined, file);
    }
    assert.equal(roomOf("Pulumi.room01.yaml"), "room01");
  });
});
