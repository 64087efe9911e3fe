import assert from "node:assert/strict";
import type { Context } from "../../dynamic-providers/conversation/context";
import { KnownVms } from "../../dynamic-providers/conversation/known-vms";
import { permissionProvider } from "../../dynamic-providers/permission";
import { requireOwned } from "../../dynamic-providers/steps/owned-vm";
import { vmProvider } from "../../dynamic-providers/vm";
import type { Engine } from "../../ovirt/engine";
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

  it("gets no permission for the thin-client account", async () => {
    const asked: string[] = [];
    const seen = {
      ...context(),
      conversation: {
        engine: {
          vms: { recent: async () => vm },
          permissions: { create: async () => asked.push("permission") },
        },
        lookups: { roleId: async () => "r", userId: async () => "u" },
      },
    } as unknown as Context;
    const inputs = { owner: "virtroom/demo/demo-vd01", vmId: vm.id, account: "tc@x", role: "UserRole" };
    await assert.rejects(permissionProvider.create(inputs, seen), /is not the marker of seat/);
    assert.deepEqual(asked, []);
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

describe("a VM that the state knows as a seat's", () => {
  const marker = "virtroom virtroom/demo/demo-vd01 ready 0";
  const state = {
    owner: "virtroom/demo/demo-vd01",
    cluster: "Default",
    templateName: "win10-gold",
    answerFile: "0",
    memory: 0,
    description: "",
  };

  /** Another name or comment in the engine; what is done with it. */
  function changed(changes: { name?: string; comment?: string }) {
    const now = { ...vm, comment: marker, ...changes };
    const done: string[] = [];
    const vms = {
      search: async () => [],
      find: async () => now,
      get: async () => now,
      withNextRun: async () => now,
      change: async (_id: string, _name: string, change: object) => void done.push(JSON.stringify(change)),
      changeNextRun: async (_id: string, _name: string, change: object) =>
        void done.push(JSON.stringify(change)),
    };
    const conversation = {
      engine: { vms },
      known: new KnownVms({ vms } as unknown as Engine),
      floppies: { takeAway: async () => void done.push("floppy") },
    };
    const warn = (text: string) => void done.push(text);
    const seen = { conversation, owner, seat: owner.seat, show: () => {}, warn } as unknown as Context;
    return { seen, done };
  }

  it("and that has another name has drifted by it, and gets it back", async () => {
    const { seen, done } = changed({ name: "teacher" });
    const read = await vmProvider.read?.("1", state, seen);
    assert.deepEqual(read, { ...state, name: "teacher" });
    await vmProvider.update?.("1", { ...state, name: "teacher" }, state, seen);
    assert.deepEqual(done, ['{"name":"demo-vd01"}']);
  });

  it("and that has its name back by hand has not drifted any more", async () => {
    const { seen } = changed({});
    assert.deepEqual(await vmProvider.read?.("1", { ...state, name: "teacher" }, seen), state);
  });

  it("and that has neither its name nor its marker is gone from the room, and left alone", async () => {
    const { seen, done } = changed({ name: "teacher", comment: "mine" });
    assert.equal(await vmProvider.read?.("1", state, seen), undefined);
    await vmProvider.delete?.("1", state, seen);
    assert.deepEqual(done, [
      "VM demo-vd01 is teacher by now, without the seat's marker: it is left alone",
      "floppy",
    ]);
  });

  it("and that has lost its marker alone is not made again, and is refused", async () => {
    const { seen, done } = changed({ comment: "" });
    assert.deepEqual(await vmProvider.read?.("1", state, seen), state);
    await assert.rejects(async () => vmProvider.delete?.("1", state, seen), /is not the marker of seat/);
    assert.deepEqual(done, []);
  });
});
