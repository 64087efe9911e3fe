import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsWarnings } from "../../answer-file/settings-warnings";
import { loadTemplate } from "../../answer-file/template";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { settingsInFile } from "../../room/settings/stack-file";
import { rawGroup, rawSettings } from "../support/room-settings";

const root = join(__dirname, "../..");
const shipped = (file: string) => readFileSync(join(root, file), "utf8");

type Raw = Readonly<Record<string, unknown>>;

function warningsOf(raw: Raw, textOf: (file: string) => string = shipped): string[] {
  const { settings, faults } = parseSettings(raw);
  assert.deepEqual(faults, []);
  assert.ok(settings);
  const files = Object.values(settings.groups).map(group => group.answerFileTemplate);
  const templates = new Map(files.map(file => [file, loadTemplate(textOf(file), file)]));
  return settingsWarnings(seatsOf("demo", settings), settings, templates).map(
    ({ path, message, remedy }) => `${path} ${message}. ${remedy}`,
  );
}

const template = (inner: string) => `<unattend xmlns:v="urn:virtroom:answer-file"><a>${inner}</a></unattend>`;
const groups = (changes: Raw, names = ["students"]) =>
  Object.fromEntries(
    names.map((name, index) => [
      name,
      rawGroup({ ids: [index + 1], answerFileTemplate: `${name}.xml`, ...changes }),
    ]),
  );
const unused = "is used by no answer file and in no snapshot's description";

describe("what somebody should know of settings", () => {
  it("is nothing in the example room", () => {
    const file = settingsInFile("virtroom", shipped("stacks/Pulumi.example.yaml"));
    const engine = { ...(file.engine as object), password: "x" };
    const secretValues = { joinPassword: "x", administratorPassword: "x" };
    assert.deepEqual(warningsOf({ ...file, engine, secretValues }), []);
  });
});

describe("a value that nothing uses", () => {
  const warned = (settings: Raw, inner = "${domain} ${locale}") =>
    warningsOf(rawSettings({ groups: groups({}), ...settings }), () => template(inner));

  it("is told with the name that the templates know and lack", () => {
    assert.deepEqual(warned({ values: { Domain: "x", locale: "y" }, secretValues: { localle: "z" } }), [
      `values.Domain ${unused}. Did you mean domain?`,
      `secretValues.localle ${unused}. Take it out, or give it a name that the template knows: domain`,
    ]);
    assert.deepEqual(warned({ values: { domain: "x", locale: "y", colour: "z" } }), [
      `values.colour ${unused}. Take it out`,
    ]);
  });

  it("is none that a placeholder, a condition, a list, a description or the power-off speaks of", () => {
    const inner = `<b v:if="one" v:unless="two" v:each="three" c="\${four}">\${item}</b><c>\${powerOff}</c>`;
    const names = ["one", "two", "three", "four", "domain", "accountData", "five"];
    const values = Object.fromEntries(names.map(name => [name, "x"]));
    const described = groups({ snapshotDescription: "after rollout ${five}" });
    assert.deepEqual(warned({ values, groups: described }, inner), []);
  });

  it("is no domain that the guest agent is asked for", () => {
    const values = { domain: "x" };
    assert.deepEqual(warned({ values }, "a"), [`values.domain ${unused}. Take it out`]);
    assert.deepEqual(warned({ values, groups: groups({ verify: "guest" }) }, "a"), []);
  });

  it("may be the room's for one group alone, and a group's for that group alone", () => {
    const textOf = (file: string) => template(file === "a.xml" ? "${one}" : "b");
    const room = (changes: Raw, values: Raw) => rawSettings({ groups: groups(changes, ["a", "b"]), values });
    assert.deepEqual(warningsOf(room({}, { one: "x" }), textOf), []);
    assert.deepEqual(warningsOf(room({ values: { one: "x" } }, {}), textOf), [
      `groups.b.values.one ${unused}. Take it out`,
    ]);
  });

  it("is told of one seat, when all of a group have it", () => {
    const secrets = { accountDate: "x" };
    const secretSeatValues = { "demo-vd01": secrets, "demo-vd02": secrets };
    const both = { students: rawGroup({ ids: "1-2" }) };
    assert.deepEqual(warned({ secretSeatValues, groups: both }, "${accountData}"), [
      `secretSeatValues.demo-vd01.accountDate ${unused}. Did you mean accountData?`,
    ]);
  });
});

describe("an expression for the snapshot", () => {
  const warned = (changes: Raw) =>
    warningsOf(
      rawSettings({ groups: groups({ snapshotDescription: "${id}: ready, ${scriptTime}", ...changes }) }),
      () => template("a"),
    );

  it("is told where it misses the one that a rollout takes", () => {
    assert.deepEqual(warned({ resetToSnapshotRegex: "^after rollout" }), [
      'groups.students.resetToSnapshotRegex does not find the snapshot that a rollout takes, "01: ready, 2026-11-24-2312". ' +
        "Correct it, or snapshotDescription: a reset would find nothing to go back to",
    ]);
  });

  it("is well where it finds it, where a seat is stateless, and where a rollout takes none", () => {
    assert.deepEqual(warned({ resetToSnapshotRegex: String.raw`ready, \d{4}(-\d\d){2}-\d{4}$` }), []);
    assert.deepEqual(warned({ resetToSnapshotRegex: "x", stateless: true }), []);
    assert.deepEqual(warned({ resetToSnapshotRegex: "x", snapshotDescription: "" }), []);
  });
});
