import assert from "node:assert/strict";
import { type EngineEvent, lastRunEnd, wasStarted } from "../../ovirt/event";

let next = 1;
const event = (code: number, description: string): EngineEvent => ({
  id: next++,
  code,
  description,
  vmId: "vm",
  time: 0,
});

const requested = event(153, "VM x was started by admin@internal-authz (Host: host1).");
const started = event(32, "VM x started on Host host1");
const rebooted = event(157, "VM x is rebooting. Rebooted by: Guest OS");
const fromWithin = event(61, "VM x is down. Exit message: User shut down from within the guest");
const byAdmin = event(61, "VM x is down. Exit message: Admin shut down from the engine");
const withError = event(119, "VM x is down with error. Exit message: Lost connection with qemu process.");

describe("how a VM's run ended", () => {
  it("is from within when the guest powered itself off", () => {
    assert.deepEqual(lastRunEnd([requested, started, rebooted, fromWithin]), { kind: "from_within" });
  });

  it("is otherwise, with the engine's words, when it was stopped or failed", () => {
    assert.deepEqual(lastRunEnd([started, byAdmin]), { kind: "otherwise", words: byAdmin.description });
    assert.deepEqual(lastRunEnd([started, withError]), { kind: "otherwise", words: withError.description });
  });

  it("is not known while it runs, and a reboot is no end", () => {
    const reboot = event(61, "VM x is down. Exit message: Down as a part of the reboot process");
    assert.equal(lastRunEnd([requested, started, rebooted, reboot]), undefined);
    assert.equal(lastRunEnd([]), undefined);
  });

  it("belongs to the last run alone", () => {
    assert.equal(lastRunEnd([started, fromWithin, requested]), undefined);
  });
});

describe("whether a VM was ever started", () => {
  it("is told by its events", () => {
    assert.ok(wasStarted([requested]));
    assert.ok(!wasStarted([event(53, "VM x creation has been completed.")]));
  });
});
