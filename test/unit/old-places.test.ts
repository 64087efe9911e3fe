import assert from "node:assert/strict";
import { groupSettings } from "../../room/old-config/part-settings";
import { atOldKeys, oldPlacesOf, settingIn } from "../../room/settings/old-places";
import { file, group, read } from "../support/old-groups";

const text = file(group("student vms"), group("empty", { ids: "[]" }), group("b", { ids: '"[11]"' }));
const lines = text.split("\n");
const { configuration } = read(text);
const [room] = configuration.rooms;
assert.ok(room);
const old = { file: "old.conf", keys: { ...configuration.places, ...room.places } };

describe("settings that come from an old file", () => {
  it("are known by section, key and line", () => {
    const { keys } = old;
    assert.equal(keys["engine.username"], "[general] [[connect]] username (line 7)");
    assert.equal(keys["groups.student-vms.setupOs"], "[room test01] [[student vms]] workaround_os (line 31)");
    for (const place of Object.values(keys)) {
      const [, key = "", line] = /(\w+) \(line (\d+)\)$/.exec(place) ?? [];
      assert.ok(lines[Number(line) - 1]?.trim().startsWith(`${key} = `), place);
    }
  });

  it("are known all, of groups that have VMs", () => {
    for (const [name, index] of [
      ["student-vms", 0],
      ["b", 1],
    ] as const) {
      const settings = groupSettings(room.groups[index] ?? assert.fail(), { path: written => written });
      for (const key of Object.keys(settings)) assert.ok(`groups.${name}.${key}` in old.keys, key);
    }
    assert.ok(!Object.keys(old.keys).some(path => path.startsWith("groups.empty")));
  });

  it("have their faults told by the file's keys", () => {
    const fault = { path: "groups.b.setupTimeZone", message: "is wrong", remedy: "Write another" };
    assert.deepEqual(atOldKeys([fault], old), [
      { ...fault, path: "[room test01] [[b]] workaround_timezone (line 80)" },
    ]);
    assert.deepEqual(atOldKeys([fault], undefined), [fault]);
  });

  it("have another way out where the file has no key for it", () => {
    const fault = { path: "groups.b.vnicProfile", message: "is missing", remedy: "Name one" };
    const [told] = atOldKeys([fault], old);
    assert.equal(told?.remedy, "Name one. The old file has no key for it: virtroom import first");
    assert.equal(told?.path, fault.path);
  });

  it("are found again in the configuration of a stack, and in none that has no such thing", () => {
    assert.deepEqual(oldPlacesOf(JSON.parse(JSON.stringify(old))), old);
    for (const other of [undefined, "", {}, { file: "x" }, { file: "x", keys: null }])
      assert.equal(oldPlacesOf(other), undefined);
    assert.equal(settingIn(old, "engine.url"), "[general] [[connect]] url (line 6) in old.conf");
    assert.equal(settingIn(undefined, "engine.url"), "engine.url");
  });
});
