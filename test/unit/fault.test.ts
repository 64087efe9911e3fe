import assert from "node:assert/strict";
import { describeFaults, summedUp } from "../../room/fault/fault";
import { faultTable } from "../../room/fault/fault-table";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";
import { tableCells } from "../support/table-cells";

const tooLong = (id: number) => ({
  path: "groups.students.names",
  message: `"room-student${id}" has 16 characters`,
  remedy: "Shorten the pattern",
});
const forty = Array.from({ length: 40 }, (_, index) => tooLong(index + 1));
const other = { path: "groups.students.memory", message: "is missing", remedy: "Write 4 GiB" };

describe("faults", () => {
  it("that forty seats share are told of three, and how many more there are", () => {
    const told = summedUp([...forty, other]);
    assert.deepEqual(told.slice(0, 2), forty.slice(0, 2));
    assert.equal(told[2]?.message, '"room-student3" has 16 characters, and 37 more like it');
    assert.deepEqual(told.slice(3), [other]);
    for (const text of [faultTable(forty), describeFaults(forty)]) {
      assert.match(text, /and 37\b[\s\S]*more like it/);
      assert.doesNotMatch(text, /room-student4/);
    }
  });

  it("lose nothing of a name or a path that is wider than its column", () => {
    const path = "groups.informatik-zimmer-hauptgebaeude.setupTimeZone";
    const file = "/srv/virtroom/rooms/vorlagen/autounattend-production-2026-neu.xml.template";
    const table = faultTable([
      { path, message: `${file} cannot be read (ENOENT)`, remedy: "Correct the path" },
    ]);
    assert.doesNotMatch(table, /…/);
    const cells = tableCells(table).split("\n");
    assert.equal(cells[3]?.replaceAll(" ", ""), path);
    assert.ok(cells[4]?.replaceAll(" ", "").startsWith(file), cells[4]);
    assert.match(table, /│ groups\.informatik-zimmer- +│/, "broken where its parts meet");
  });

  it("end soon with a word of any length", () => {
    const path = `groups.${"x".repeat(2_000_000)}`;
    const table = faultTable([{ path, message: "is no name", remedy: "Write another" }]);
    assert.match(table, /groups\.xxx/);
    assert.ok(table.split("\n").length < 20, "and in a few lines");
  });

  it("that are few, or have other ways out, are all told", () => {
    const few = [...forty.slice(0, 3), { ...tooLong(9), remedy: "Another way out" }];
    assert.deepEqual(summedUp(few), few);
  });

  it("tell a setting that is not there as missing, and one that holds nothing as empty, whichever kinds it may be of", () => {
    const { ids: _, ...group } = rawGroup({ memory: null });
    const { faults } = parseSettings(rawSettings({ groups: { students: group } }));
    assert.deepEqual(
      faults.map(({ path, message }) => [path, message]),
      [
        ["groups.students.ids", "is missing"],
        ["groups.students.memory", "is empty"],
      ],
    );
  });
});
