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
      const fault = `${word} is a number or a date to YAML, and would become another text. Put it in quotes: "${word}"`;
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

  it("are none where they are another project's, or tagged as what they are", () => {
    assert.deepEqual(told("{pin: 0123}", "other:values:"), []);
    assert.deepEqual(told("{pin: !!str 0123}"), []);
  });

  it("are refused among secrets without being shown, in favour of a secret", () => {
    const secret = (path: string) =>
      `${path}: the value is a number or a date to YAML, and would become another text. ` +
      `Set it as a secret, which keeps it as it is: pulumi config set --secret --path`;
    assert.deepEqual(told("{administratorPassword: 0123456}", "virtroom:secretValues:"), [
      `${secret("secretValues.administratorPassword")} virtroom:secretValues.administratorPassword --stack ROOM`,
    ]);
    assert.deepEqual(told("{room-vd01: {pins: [a, 010]}}", "virtroom:secretSeatValues:"), [
      `${secret("secretSeatValues.room-vd01.pins")} 'virtroom:secretSeatValues.room-vd01.pins[1]' --stack ROOM`,
    ]);
    assert.match(told("{password: 0123}", "virtroom:engine:").join(), /^engine\.password: the value is/);
    assert.deepEqual(told("{a: {secure: v1:0123}}", "virtroom:secretValues:"), []);
  });

  it("are refused in the name of a seat", () => {
    assert.deepEqual(told("{1e3: {a: b}}", "virtroom:secretSeatValues:"), [
      'secretSeatValues.1e3: 1e3 is a number or a date to YAML, and would become another text. Put it in quotes: "1e3"',
    ]);
  });

  it("are refused where they are used: once when shared, and not where another takes their place", () => {
    assert.deepEqual(told("{a: &pin 0123, b: *pin}").length, 1);
    const shared = (used: string) =>
      unquotedValues("virtroom", `x-w: &w {pin: 0123, age: 5}\nconfig:\n  ${used}`).map(({ path }) => path);
    assert.deepEqual(shared("virtroom:values: {<<: *w}"), ["values.pin"]);
    assert.deepEqual(shared("virtroom:values: {<<: [{pin: a}, *w]}"), []);
    assert.deepEqual(shared("virtroom:values: {<<: *w, pin: a}"), []);
    assert.deepEqual(shared("virtroom:values: *w"), ["values.pin"]);
    assert.deepEqual(shared("other:values: *w"), []);
  });

  it("are refused in texts of other settings", () => {
    const group = (text: string) => told(`{students: {description: ${text}}}`, "virtroom:groups:");
    assert.deepEqual(group("2026-09-01"), [
      'groups.students.description: 2026-09-01 is a number or a date to YAML, and would become another text. Put it in quotes: "2026-09-01"',
    ]);
    assert.deepEqual(group('"2026-09-01"'), []);
    assert.deepEqual(group("2026-09-01 new"), []);
    assert.match(told("{students: {templateName: 1.10}}", "virtroom:groups:").join(), /templateName: 1\.10/);
  });

  it("are refused as a reset's word, with the one that a room was rolled out with: another would reset it", () => {
    assert.deepEqual(told("2026-11-24", "virtroom:reset:"), [
      'reset: 2026-11-24 is a number or a date to YAML, and would become another text. Put it in quotes: "2026-11-24"; ' +
        'where the room was rolled out with it already, write "2026-11-24 00:00:00 +0000 UTC": with another word its seats go back to their snapshots',
    ]);
    assert.deepEqual(told("2026-11-24 00:00:00 +0000 UTC", "virtroom:reset:"), []);
    assert.deepEqual(told("5", "virtroom:reset:"), []);
  });

  it("are told when Pulumi has written what it made of a date", () => {
    const written = "2026-09-01 00:00:00 +0000 UTC";
    assert.deepEqual(told(`{students: {description: ${written}}}`, "virtroom:groups:"), [
      `groups.students.description: ${written} is what Pulumi has made of a date without quotes. Write "2026-09-01" again; where the long text is meant, put it in quotes`,
    ]);
    assert.deepEqual(told(`{since: "${written}"}`), []);
  });

  it("are refused as numbers when they are others to Pulumi", () => {
    const group = (setting: string) => told(`{students: {${setting}}}`, "virtroom:groups:");
    assert.deepEqual(group("ids: [08, 010, 011]"), [
      "groups.students.ids: 010 is 8 to Pulumi. Write 10, without a zero in front",
      "groups.students.ids: 011 is 9 to Pulumi. Write 11, without a zero in front",
    ]);
    assert.deepEqual(group("netmaskSuffix: 0_24"), [
      "groups.students.netmaskSuffix: 0_24 is 20 to Pulumi. Write 24, without a zero in front",
    ]);
    assert.deepEqual(group("memory: 1_000"), ["groups.students.memory: 1_000 is 1000 to Pulumi. Write 1000"]);
    assert.deepEqual(group("ids: [01, 02, 08, 0x1F], memory: 1e9, usb: yes, netmaskSuffix: 24"), []);
    assert.deepEqual(told("{setup: 010}", "virtroom:limits:"), [
      "limits.setup: 010 is 8 to Pulumi. Write 10, without a zero in front",
    ]);
  });

  it("are found soon in a file of aliases upon aliases", () => {
    const doubled = Array.from({ length: 30 }, (_, n) => `  a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`);
    const text = `config:\n  a0: &a0 [0123]\n${doubled.join("\n")}\n  virtroom:values: {list: *a30}`;
    const begun = Date.now();
    unquotedValues("virtroom", text);
    assert.ok(Date.now() - begun < 5000);
  });

  it("are left to others in what is no settings file", () => {
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
