import assert from "node:assert/strict";
import { formatMarker, type Marker, markerSearch, owns, parseMarker, phases } from "../../room/marker";
import { formatOwner, parseOwner } from "../../room/owner";
import { urnOf } from "../../room/resource-types";

const marker: Marker = {
  project: "virtroom",
  stack: "demo",
  seat: "demo-vd01",
  phase: "setup",
  make: "0a1b2c3d4e",
};

describe("the ownership marker", () => {
  it("is read back as it was written, in every phase", () => {
    for (const phase of phases) {
      assert.deepEqual(parseMarker(formatMarker({ ...marker, phase })), { ...marker, phase });
    }
  });

  it("holds nothing that the engine's search would not find", () => {
    assert.doesNotMatch(formatMarker(marker), /[;"'*?%]/);
    assert.doesNotMatch(markerSearch("virtroom", "demo").slice('comment="'.length, -1), /[;"']/);
  });

  it("says whose a VM is: project, stack and seat have to fit", () => {
    const owner = { project: "virtroom", stack: "demo", seat: "demo-vd01" };
    assert.ok(owns(owner, marker));
    for (const other of [{ project: "other" }, { stack: "demo2" }, { seat: "demo-vd02" }]) {
      assert.ok(!owns({ ...owner, ...other }, marker));
    }
  });

  for (const comment of [
    "",
    "PC near the window",
    "virtroom virtroom/demo/demo-vd01",
    "virtroom virtroom/demo/demo-vd01 dancing 0a1b2c3d4e",
    "my virtroom virtroom/demo/demo-vd01 ready 0a1b2c3d4e",
    "virtroom virtroom/demo/demo-vd01 ready 0a1b2c3d4e; and more",
  ]) {
    it(`is not ${JSON.stringify(comment)}`, () => assert.equal(parseMarker(comment), undefined));
  }
});

describe("an owner", () => {
  it("is read back as it was written", () => {
    const owner = { project: "virtroom", stack: "demo", seat: "demo-vd01" };
    assert.deepEqual(parseOwner(formatOwner(owner)), owner);
  });

  it("gives the URN under which Pulumi shows a resource", () => {
    assert.equal(
      urnOf("Vm", { project: "virtroom", stack: "demo", seat: "demo-vd01" }),
      "urn:pulumi:demo::virtroom::ovirt:Room$ovirt:Seat$pulumi-nodejs:dynamic/ovirt:Vm::demo-vd01",
    );
    assert.equal(
      urnOf("Remains", { project: "virtroom", stack: "demo", seat: "demo" }),
      "urn:pulumi:demo::virtroom::ovirt:Room$pulumi-nodejs:dynamic/ovirt:Remains::demo",
    );
  });
});
