import assert from "node:assert/strict";
import { summaryText } from "../../cli/pipeline/summary";

const seat = (name: string, outcome: string, detail?: string) => ({
  seat: name,
  ok: outcome !== "failed",
  outcome,
  ...(detail === undefined ? {} : { detail }),
});

describe("a pipeline's summary", () => {
  it("counts outcomes by room, and lists the seats with which something is", () => {
    const seats = [seat("lab-vd01", "made"), seat("lab-vd02", "unchanged"), seat("lab-vd03", "unchanged")];
    const text = summaryText({
      title: "Rollout",
      runs: [{ room: "lab", exitCode: 0, seats, told: "x" }],
      notes: [],
    });
    assert.equal(
      text,
      "## Rollout\n\n### lab: 1 made, 2 unchanged\n\n| seat | outcome | |\n| --- | --- | --- |\n| lab-vd01 | made |  |\n",
    );
  });

  it("says that no room is concerned", () => {
    assert.match(summaryText({ title: "Preview", runs: [], notes: [] }), /No room is concerned\./);
  });

  it("leaves text of others text: no link, no mention, no HTML, no second row", () => {
    const detail = "<img src=x> [a](b) @all #1 a|b\n| c |";
    const runs = [{ room: "lab", exitCode: 1, seats: [seat("lab-vd01", "failed", detail)], told: "" }];
    const text = summaryText({ title: "Rollout", runs, notes: [] });
    assert.match(text, /lab: 1 failed \(not as it should be\)/);
    const row = text.split("\n").filter(line => line.startsWith("| lab-vd01"));
    assert.deepEqual(row, [
      "| lab-vd01 | failed | &lt;img src=x&gt; \\[a\\](b) \\@all \\#1 a\\|b \\| c \\| |",
    ]);
  });

  it("tells why a room came to no result, whatever fences that holds", () => {
    const runs = [{ room: "lab", exitCode: 1, seats: [], told: "virtroom: no\n```\nend" }];
    const text = summaryText({ title: "Preview", runs, notes: ["other: not reached"] });
    assert.match(text, /other: not reached/);
    assert.match(text, /### lab: no result/);
    assert.match(text, /\n````text\nvirtroom: no\n```\nend\n````\n$/);
  });
});
