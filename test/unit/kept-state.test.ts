import assert from "node:assert/strict";
import { outputsOf, refreshedInputs, whole } from "../../dynamic-providers/host/kept-state";

const urn = "urn:pulumi:room01::virtroom::ovirt:Room$ovirt:Seat$pulumi-nodejs:dynamic/ovirt:Nic::room01-vd01";
const owner = "virtroom/room01/room01-vd01";
const inputs = { vmId: "a1b2", network: "room-net" };
const mac = "56:6f:00:01:00:22";

describe("the state of a resource", () => {
  it("keeps each value once, but for what may drift", () => {
    assert.deepEqual(outputsOf(urn, inputs, { ...inputs, owner, mac } as never), {
      network: "room-net",
      mac,
    });
  });

  it("has no outputs where nobody takes any", () => {
    const power = urn.replace("Nic", "Power");
    assert.deepEqual(outputsOf(power, { vmId: "a1b2" }, { vmId: "a1b2", owner } as never), {});
  });

  it("is told whole to the provider", () => {
    assert.deepEqual(whole(urn, inputs, { mac }), { ...inputs, owner, mac });
  });

  it("names an owner that the URN does not say, as after a stack was renamed", () => {
    const other = { owner: "virtroom/room02/room01-vd01" };
    assert.deepEqual(whole(urn, { ...inputs, ...other }), { ...inputs, ...other });
    assert.deepEqual(outputsOf(urn, inputs, { ...inputs, ...other } as never), {
      network: "room-net",
      ...other,
    });
  });

  it("shows in its inputs what has drifted, and keeps those that the engine says nothing of", () => {
    const vm = { cluster: "Default", description: "student VM", delivery: "sysprep" };
    const read = { owner, cluster: "Default", description: "by hand" };
    assert.deepEqual(refreshedInputs(vm, read), { ...vm, description: "by hand" });
  });

  it("shows the name of a VM that is called otherwise than its seat, as long as it is", () => {
    const vm = { cluster: "Default" };
    const renamed = refreshedInputs(vm, { ...vm, owner, name: "teacher" } as never);
    assert.deepEqual(renamed, { ...vm, name: "teacher" });
    assert.deepEqual(refreshedInputs(renamed, { ...vm, owner } as never), vm);
  });

  it("leaves the provider's code of older states behind", () => {
    const old = { ...inputs, owner, __provider: "exports.handler" };
    assert.deepEqual(whole(urn, old, { ...old, mac }), { ...inputs, owner, mac });
    assert.deepEqual(refreshedInputs(old, { ...inputs, owner }), { ...inputs, owner });
  });
});
