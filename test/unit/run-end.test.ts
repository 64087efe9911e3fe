import assert from "node:assert/strict";
import { type EngineEvent, lastRunEnd, wasLaunched, wasStarted } from "../../ovirt/event";

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

  it("is not yet that a host could not launch it, which the engine tries on others", () => {
    assert.equal(lastRunEnd([requested, withError]), undefined);
    assert.equal(lastRunEnd([requested, withError, requested]), undefined);
    assert.deepEqual(lastRunEnd([requested, withError, requested, started, fromWithin]), {
      kind: "from_within",
    });
  });

  it("is that no host could, in the words of the last of them", () => {
    const gaveUp = event(54, "Failed to run VM x  (User: admin@internal-authz).");
    const end = { kind: "otherwise", words: withError.description };
    assert.deepEqual(lastRunEnd([requested, withError, requested, withError, gaveUp]), end);
    assert.deepEqual(lastRunEnd([requested, gaveUp]), { kind: "otherwise", words: gaveUp.description });
  });

  it("is told by the first host's words also where the engine, left without a host, speaks of a validation", () => {
    const why = "[Cannot run VM. There is no host that satisfies current scheduling constraints.]";
    const gaveUp = event(
      54,
      `Failed to run VM x due to a failed validation: ${why} (User: a@internal-authz).`,
    );
    const end = { kind: "otherwise", words: withError.description };
    assert.deepEqual(lastRunEnd([requested, withError, gaveUp, gaveUp]), end);
    assert.equal(lastRunEnd([requested, withError, gaveUp, requested]), undefined);
  });

  it("is a crash also where it ran on another host than it would have rather", () => {
    const elsewhere = event(152, "VM x started on Host host2 (not its default)");
    assert.deepEqual(lastRunEnd([requested, elsewhere, withError]), {
      kind: "otherwise",
      words: withError.description,
    });
  });

  it("is not that somebody else's start was refused, which ran nothing", () => {
    const why = "[Cannot run VM because the VM is in Up status.]";
    const refused = event(
      54,
      `Failed to run VM x due to a failed validation: ${why} (User: bob@internal-authz).`,
    );
    assert.equal(lastRunEnd([requested, started, refused]), undefined);
    assert.deepEqual(lastRunEnd([requested, started, refused, fromWithin]), { kind: "from_within" });
  });

  it("belongs to the last run alone", () => {
    assert.equal(lastRunEnd([started, fromWithin, requested]), undefined);
  });
});

describe("how the start of a stateless VM ended", () => {
  const initiated = event(150, "Starting VM x was initiated by admin@internal-authz.");
  const asStateless = event(537, "VM x was restarted on Host host1 as stateless");
  const notOnHost = event(507, "Failed to restart VM x on Host host1");
  const notCompleted = event(70, "Failed to complete starting of VM x.");

  it("is not known while its snapshot is made, and while the engine tries the next host", () => {
    assert.equal(lastRunEnd([initiated]), undefined);
    assert.equal(lastRunEnd([initiated, withError, notOnHost]), undefined);
    assert.equal(lastRunEnd([initiated, withError, notOnHost, asStateless]), undefined);
  });

  it("is that the engine has given it up once the snapshot was there", () => {
    const end = { kind: "otherwise", words: notCompleted.description };
    assert.deepEqual(lastRunEnd([initiated, notCompleted]), end);
    assert.equal(lastRunEnd([initiated, notCompleted, initiated]), undefined, "a new start is no end");
  });

  it("belongs to its own run: nothing is left of the one before", () => {
    assert.equal(lastRunEnd([initiated, asStateless, fromWithin, initiated]), undefined);
  });

  it("is told apart by whether a host has had it: being down means nothing before", () => {
    assert.ok(wasStarted([initiated]));
    assert.ok(!wasLaunched([initiated]));
    for (const tried of [notOnHost, asStateless, requested, started]) {
      assert.ok(wasLaunched([initiated, tried]), tried.description);
    }
  });
});

describe("whether a VM was ever started", () => {
  it("is told by its events", () => {
    assert.ok(wasStarted([requested]));
    assert.ok(!wasStarted([event(53, "VM x creation has been completed.")]));
  });
});
