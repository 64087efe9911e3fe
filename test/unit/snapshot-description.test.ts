import assert from "node:assert/strict";
import fc from "fast-check";
import { snapshotDescriptionOf } from "../../answer-file/for-seat";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { describeSnapshot, isDescribedBy, namesMac } from "../../room/snapshot-description";
import { substitute } from "../../room/text/template-string";
import { rawGroup, rawSettings } from "../support/room-settings";

const run = { scriptTime: "2026-11-24-0745", mac: "56:6f:00:01:00:29" };
const another = { scriptTime: "2027-01-07-2310", mac: "56:6f:00:01:00:ff" };

/** What the settings' description is when the program hands it to the provider: its seat is `test01-vd01`. */
function patternOf(snapshotDescription: string, changes: Record<string, unknown> = {}): string {
  const { settings } = parseSettings(
    rawSettings({ groups: { students: rawGroup({ snapshotDescription, ...changes }) } }),
  );
  const [seat] = settings ? seatsOf("test01", settings) : [];
  assert.ok(settings && seat);
  return snapshotDescriptionOf(seat, settings);
}

/** What stands in the settings, and what the snapshot is called in the end. */
const cases: [what: string, written: string, called: string][] = [
  ["the seat's values and the run's", "${computerName} at ${scriptTime}", "test01-vd01 at 2026-11-24-0745"],
  [
    "the old names, without braces",
    "$rhev_vm_name $scripttime $MACwin",
    "test01-vd01 2026-11-24-0745 56-6F-00-01-00-29",
  ],
  ["two dollar signs for one", "price $$5 at ${scriptTime}", "price $5 at 2026-11-24-0745"],
  [
    "what only looks like a placeholder",
    "$$${id}: $${scriptTime} $$scriptTime",
    "$01: ${scriptTime} $scriptTime",
  ],
  ["a name that nobody knows, as it is written", "$5 ${tomorrow} $tomorrow", "$5 ${tomorrow} $tomorrow"],
  ["a dollar sign that starts nothing, before a value", "${${cluster}", "${Default"],
];

describe("a snapshot's description", () => {
  for (const [what, written, called] of cases) {
    it(`has ${what}`, () => assert.equal(describeSnapshot(patternOf(written), run), called));
  }

  it("has values literally, whatever dollar signs are in them", () => {
    const pattern = patternOf("${description} at ${scriptTime}", { description: "$$5 ${scriptTime} $mac" });
    assert.equal(describeSnapshot(pattern, run), "$$5 ${scriptTime} $mac at 2026-11-24-0745");
  });

  it("speaks of the MAC address, or not", () => {
    assert.ok(namesMac(patternOf("after rollout, ${macWindows}")));
    assert.ok(namesMac(patternOf("$MACwin")));
    assert.ok(!namesMac(patternOf("$machine $$mac ${scriptTime}")));
  });

  it("is the same in two steps as in one, and recognised in every run, whatever is written", () => {
    const pieces = [
      "$",
      "$$",
      "{",
      "}",
      "a",
      "_1",
      "5",
      " ",
      "${own}",
      "$own",
      "${scriptTime}",
      "$mac",
      "${mac}",
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map(parts => parts.join(""));
    fc.assert(
      fc.property(text, text, (written, own) => {
        const pattern = patternOf(written, { values: { own } });
        const filled = describeSnapshot(pattern, run);
        assert.equal(filled, substitute(written, { own, ...run }));
        assert.ok(isDescribedBy(pattern, filled), "its own");
        assert.ok(isDescribedBy(pattern, describeSnapshot(pattern, another)), "an earlier run's");
      }),
    );
  });
});

describe("a snapshot", () => {
  const pattern = patternOf(
    "after rollout, IP=${ip}/24 (a+b), scripttime=${scriptTime}, $$5, $5, ${tomorrow}",
  );
  const before = "after rollout, IP=192.0.2.11/24 (a+b), scripttime=";
  const behind = ", $5, $5, ${tomorrow}";

  it("is recognised whatever the time of its run was", () => {
    assert.ok(isDescribedBy(pattern, `${before}2026-11-24-0745${behind}`));
  });

  it("is not taken for another's", () => {
    for (const other of [
      "after rollout, IP=192.0.2.12/24 (a+b), scripttime=2026-11-24-0745, $5, $5, ${tomorrow}",
      `x ${before}2026-11-24-0745${behind}`,
      `${before}by hand${behind}`,
      `${before}2026-11-24-0745, $5, 2026, ${"${tomorrow}"}`,
      `${before}2026-11-24-0745, $5, $5, 2026`,
    ])
      assert.ok(!isDescribedBy(pattern, other), other);
  });
});
