import assert from "node:assert/strict";
import { resourcesOf } from "../../room/seat-resources";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

/** What a seat of this group is made of. */
function made(group: Record<string, unknown>, needs: { snapshot?: string; reset?: string } = {}): string[] {
  const { settings } = parseSettings(rawSettings({ groups: { students: rawGroup(group) } }));
  assert.ok(settings?.groups.students);
  const { snapshot = "after rollout", reset } = needs;
  return resourcesOf({ settings: settings.groups.students, snapshotDescription: snapshot, reset });
}

describe("a seat is made of", () => {
  it("a VM, its network, Windows, a permission, a snapshot, and its start", () => {
    assert.deepEqual(made({}), ["Vm", "Nic", "Sysprep", "Permission", "Snapshot", "Power"]);
  });

  it("no snapshot where none is described, no permission for nobody, no start where none is wanted", () => {
    assert.deepEqual(made({ thinClientUser: "none", rolloutStartVm: false }, { snapshot: "" }), [
      "Vm",
      "Nic",
      "Sysprep",
    ]);
  });

  it("a reset when one is asked for, but for a stateless seat, which goes back by itself", () => {
    assert.ok(made({}, { reset: "2026-11-24" }).includes("Reset"));
    const stateless = made({ stateless: true }, { reset: "2026-11-24" });
    assert.deepEqual(stateless, ["Vm", "Nic", "Sysprep", "Permission", "Power"]);
  });
});
