import assert from "node:assert/strict";
import { chooseDelivery, deliveryFindings, setupSystem } from "../../room/delivery";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

function group(changes: Record<string, unknown> = {}, room: Record<string, unknown> = {}) {
  const { settings, faults } = parseSettings(
    rawSettings({ groups: { students: rawGroup(changes) }, ...room }),
  );
  assert.deepEqual(faults, []);
  assert.ok(settings?.groups.students);
  return { group: settings.groups.students, way: settings };
}

const old = { name: "Old", level: "4.3", floppyDefined: true };
const today = { name: "Default", level: "4.7", floppyDefined: false };

const findings = (
  changes: Record<string, unknown>,
  means: Parameters<typeof chooseDelivery>[2],
  room: Record<string, unknown> = {},
) => {
  const { group: settings, way } = group(changes, room);
  return deliveryFindings("groups.students", settings, way, means).map(
    fault => `${fault.path}: ${fault.message}`,
  );
};

describe("the way of the answer file", () => {
  it("is the floppy, left to auto, where the cluster's level still has them and the site is made for them", () => {
    const { group: settings, way } = group();
    assert.equal(chooseDelivery(settings, way, old), "floppy");
    assert.equal(chooseDelivery(settings, way, today), "sysprep");
    assert.equal(chooseDelivery(settings, way, { ...old, floppyDefined: false }), "sysprep");
    assert.equal(chooseDelivery(settings, {}, old), "sysprep");
    assert.equal(chooseDelivery(settings, way, { ...today, level: "4.10", floppyDefined: true }), "sysprep");
  });

  it("is tried by floppy where the engine does not tell its properties, if the settings say so; auto is no floppy then", () => {
    const untold = { ...old, floppyDefined: undefined };
    const { group: settings, way } = group();
    assert.equal(chooseDelivery(settings, way, untold), "sysprep");
    assert.deepEqual(findings({ delivery: "floppy" }, untold), []);
  });

  it("is what the settings say", () => {
    for (const delivery of ["sysprep", "payload", "floppy"] as const) {
      const { group: settings, way } = group({ delivery });
      assert.equal(chooseDelivery(settings, way, today), delivery);
    }
  });

  it("needs no share, no setup OS and no hook with sysprep on today's clusters", () => {
    const { sftp: _, ...room } = rawSettings();
    const { setupOs: _os, setupTimeZone: _zone, ...bare } = rawGroup();
    const { settings, faults } = parseSettings({ ...room, groups: { students: bare } });
    assert.deepEqual(faults, []);
    assert.ok(settings?.groups.students);
    assert.deepEqual(deliveryFindings("groups.students", settings.groups.students, {}, today), []);
    assert.deepEqual(setupSystem(settings.groups.students, "sysprep"), {
      os: "windows_10x64",
      timeZone: "W. Europe Standard Time",
    });
  });

  it("cannot be a floppy on level 4.4 and later unless the site has defined the property for that level", () => {
    const found = findings({ delivery: "floppy" }, today);
    assert.deepEqual(found, [
      'groups.students.delivery: floppy cannot work in cluster Default: floppies left oVirt with cluster level 4.4, and the custom property "floppy" is not defined for its level 4.7',
    ]);
    assert.deepEqual(findings({ delivery: "floppy" }, { ...today, floppyDefined: true }), []);
  });

  it("cannot be sysprep or payload for a VM that is no Windows type", () => {
    for (const delivery of ["sysprep", "payload"]) {
      const found = findings({ delivery, os: "rhel_9x64", timeZone: "Etc/GMT" }, today);
      assert.match(found.join(), new RegExp(`os: delivery ${delivery} needs a Windows type`));
    }
  });

  it("cannot be a floppy while Windows is set up as a Windows type, which brings a floppy of the engine's", () => {
    const found = findings({ delivery: "floppy", setupOs: "windows_10x64" }, old);
    assert.match(found.join(), /setupOs: "windows_10x64" is a Windows type/);
  });

  it("cannot be a floppy without a share", () => {
    const found = findings({ delivery: "floppy" }, old, { sftp: undefined });
    assert.match(found.join(), /^sftp: is missing/);
  });
});
