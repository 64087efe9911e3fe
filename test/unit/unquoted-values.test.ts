import assert from "node:assert/strict";
import { parseSettings } from "../../room/settings/parse-settings";
import { unquotedValues } from "../../room/settings/unquoted-values";
import { rawSettings } from "../support/room-settings";

const told = (values: string, where = "virtroom:values:") =>
  unquotedValues("virtroom", `config:\n  ${where} ${values}\n`).map(
    ({ path, message, remedy }) => `${path}: ${message}. ${remedy}`,
  );

describe("values of answer files without quotes", () => {
  for (const word of [
    "0123",
    "1.10",
    "2020-01-01",
    "12345678901234567890",
    "1e3",
    "0x1F",
    "+5",
    "10_1",
    "1.0",
  ]) {
    it(`are refused where they lose their form: ${word}`, () => {
      const fault = `${word} is a number or a date to YAML, and another text in the answer file. Put it in quotes: "${word}"`;
      assert.deepEqual(told(`{pin: ${word}}`), [`values.pin: ${fault}`]);
      assert.deepEqual(told(`{list: [a, ${word}]}`), [`values.list: ${fault}`]);
      const group = `\n    students:\n      values:\n        pin: ${word} # since May`;
      assert.deepEqual(told(group, "virtroom:groups:"), [`groups.students.values.pin: ${fault}`]);
      assert.deepEqual(told(`{pin: "${word}", other: '${word}'}`), []);
    });
  }

  it("are taken where they keep it", () => {
    assert.deepEqual(
      told("{a: 5, b: -1, c: 1.5, d: word, e: true, f: 192.0.2.1, g: 1-10, h: null, i: 2020-01}"),
      [],
    );
  });

  it("mean the answer file alone: other numbers are read as such", () => {
    const group = "{students: {memory: 1e9, description: 2020-01-01}}";
    assert.deepEqual(told(group, "virtroom:groups:"), []);
    assert.deepEqual(told("2020-01-01", "virtroom:reset:"), []);
    assert.deepEqual(told("{pin: 0123}", "other:values:"), []);
  });

  it("are refused in a file that is shared by anchors, and anything else is left to others", () => {
    assert.deepEqual(told("{a: &pin 0123, b: *pin}").length, 1);
    for (const text of ["config: [", "", "- a", "config:\n  virtroom:values: *x"])
      assert.deepEqual(unquotedValues("virtroom", text), []);
  });

  it("are refused as Pulumi hands them on where digits are lost already", () => {
    const { faults } = parseSettings(
      rawSettings({ values: { serial: 12345678901234567000, list: [2 ** 53] } }),
    );
    assert.deepEqual(
      faults.map(({ path, message }) => `${path} ${message}`),
      ["values.serial", "values.list.0"].map(
        path => `${path} is a number of more digits than are kept: put it in quotes`,
      ),
    );
    assert.deepEqual(parseSettings(rawSettings({ values: { a: 2 ** 53 - 1, b: 1.5 } })).faults, []);
  });
});
