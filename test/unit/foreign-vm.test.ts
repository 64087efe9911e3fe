import assert from "node:assert/strict";
import type { Context } from "../../dynamic-providers/context";
import { requireOwned } from "../../dynamic-providers/owned-vm";
import { vmProvider } from "../../dynamic-providers/vm";
import { toVm } from "../../ovirt/vm";

const owner = { project: "virtroom", stack: "demo", seat: "demo-vd01" };
const vm = toVm({
  id: "1",
  name: owner.seat,
  status: "down",
  comment: "the janitor's",
  cluster: { id: "c" },
});

/** An engine that has this VM, and nothing more is asked of it. */
function context(): Context {
  const conversation = {
    engine: { vms: { named: async () => [vm] } },
    lookups: { clusters: async () => [] },
    waiter: () => ({ now: async () => 0 }),
  };
  return { conversation, owner, seat: owner.seat, show: () => {}, warn: () => {} } as unknown as Context;
}

describe("a VM without the seat's marker", () => {
  it("is refused with the marker to set, and what a rollout makes of it then", () => {
    assert.throws(
      () => requireOwned(vm, context(), "resetting demo-vd01"),
      /set it to "virtroom virtroom\/demo\/demo-vd01 ready 0".*makes it anew/,
    );
  });

  it("is refused where the seat's VM is to be made without that marker, by which it would be taken away", async () => {
    const inputs = {
      owner: JSON.stringify(owner),
      cluster: "Default",
      templateName: "win10-gold",
      answerFile: "0",
      memory: 1,
      description: "",
    };
    await assert.rejects(vmProvider.create(inputs, context()), (error: Error) => {
      assert.match(error.message, /is not the marker.*delete it in the engine.*rename it/);
      assert.doesNotMatch(error.message, /ready 0/);
      return true;
    });
  });
});
