import assert from "node:assert/strict";
import { stringify } from "yaml";
import { collisions } from "../../room/preflight/other-rooms";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

function fileOf(room: string, group: Record<string, unknown>, changes: Record<string, unknown> = {}) {
  const config = { ...rawSettings(), groups: { seats: rawGroup(group) }, ...changes };
  const named = Object.fromEntries(Object.entries(config).map(([key, value]) => [`virtroom:${key}`, value]));
  return { room, text: stringify({ encryptionsalt: "v1:x", config: named }) };
}

function found(...others: ReturnType<typeof fileOf>[]): string[] {
  const { settings } = parseSettings(rawSettings());
  assert.ok(settings);
  const faults = collisions("virtroom", seatsOf("demo", settings), settings.engine.url, others);
  return faults.map(fault => `${fault.path}: ${fault.message}. ${fault.remedy}`);
}

describe("two rooms on one engine", () => {
  it("may not share an address", () => {
    assert.deepEqual(found(fileOf("lab", { ids: [2] })), [
      "groups.students.ipAddresses: the address 192.0.2.12 of id 02 is also that of lab-vd02 in room lab. Change it here or in Pulumi.lab.yaml",
    ]);
  });

  it("is told with the old file where the other's settings are not written yet", () => {
    const other = { ...fileOf("lab", { ids: [2] }), oldPlaces: { file: "old.conf", keys: {} } };
    assert.match(found(other).join(), /Change it here or in \[room lab\] of old\.conf$/);
  });

  it("may not share a name, in whatever case", () => {
    const other = fileOf("lab", { ids: [1], names: "DEMO-vd${id}", ipAddressesSuffix: 90 });
    assert.match(
      found(other).join(),
      /groups.students.names: the name demo-vd01 of id 01 is also that of DEMO-vd01/,
    );
  });

  it("that share nothing are no fault", () => {
    assert.deepEqual(found(fileOf("lab", { ipAddressesSuffix: 50 })), []);
  });

  it("on two engines may be alike", () => {
    const engine = { ...(rawSettings().engine as object), url: "https://other.example.org/ovirt-engine/api" };
    assert.deepEqual(found(fileOf("lab", {}, { engine })), []);
  });

  it("are compared although the other's passwords stay closed", () => {
    const engine = { ...(rawSettings().engine as object), password: { secure: "v1:abc" } };
    assert.equal(found(fileOf("lab", { ids: [1] }, { engine })).length, 1);
  });

  it("are compared in a file whose groups share settings by <<, as the example does", () => {
    const { ids, ...common } = rawGroup();
    const one = stringify({ ...common, ids }).replaceAll("\n", "\n      ");
    const engine = JSON.stringify(rawSettings().engine);
    const text = `config:
  virtroom:engine: ${engine}
  virtroom:groups:
    teacher: &group
      ${one}
    seats:
      <<: *group
      ids: 40
`;
    assert.match(
      found({ room: "lab", text }).join(),
      /address 192\.0\.2\.11 of id 01 is also that of lab-vd01/,
    );
  });

  for (const text of ["", "config: [", "config: {virtroom:groups: 1}", "a: &a [*a]", "- 1"]) {
    it(`do not trouble each other by a file that cannot be read: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(found({ room: "lab", text }), []);
    });
  }
});
