import assert from "node:assert/strict";
import { formatMarker, type Phase } from "../../room/marker";
import { protectedVms } from "../../room/preflight/protected-vms";
import { seatsOf } from "../../room/seat";
import { parseSettings } from "../../room/settings/parse-settings";
import { rawGroup, rawSettings } from "../support/room-settings";

/** What is told of the one seat of a room that is made from `bb` now. */
function told(deleteProtected: boolean, make: string, phase: Phase = "ready"): string[] {
  const { settings } = parseSettings(rawSettings({ groups: { students: rawGroup({ ids: "1" }) } }));
  assert.ok(settings);
  const name = "demo-vd01";
  const comment = formatMarker({ project: "virtroom", stack: "demo", seat: name, phase, make });
  const vm = { id: "1", name, clusterId: "c1", comment, status: "up", deleteProtected };
  const faults = protectedVms("virtroom", seatsOf("demo", settings), new Map([[name, "bb"]]), [vm]);
  return faults.map(({ path, message }) => `${path}: ${message}`);
}

describe("delete protection of a seat's VM", () => {
  const refusal = ["groups.students: demo-vd01 is to be made anew, and its VM is under delete protection"];

  it("stops a run that would make the seat anew", () => {
    assert.deepEqual(told(true, "aa"), refusal);
    assert.deepEqual(told(true, "bb", "failed"), refusal);
  });

  it("stops no run that leaves the seat, and none stops without it", () => {
    assert.deepEqual(told(true, "bb"), []);
    assert.deepEqual(told(false, "aa"), []);
  });
});
