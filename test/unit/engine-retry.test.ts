import assert from "node:assert/strict";
import { Contact } from "../../ovirt/contact";
import { EngineError } from "../../ovirt/errors";
import type { EngineRequest, Send } from "../../ovirt/exchange";
import { handleRetry } from "../../ovirt/handle-retry";

const restore: EngineRequest = {
  method: "POST",
  path: "/api/vms/1/snapshots/2/restore",
  repeatable: true,
  operation: "restoring a snapshot of vd01",
};

const lost = new EngineError({
  code: "outcome_unknown",
  operation: restore.operation,
  message: "the connection was cut",
  remedy: "",
});

const locked = new EngineError({
  code: "locked",
  operation: restore.operation,
  message: "Cannot preview Snapshot: The following disks are locked: vd01_Disk1",
  remedy: "",
  status: 409,
});

const away = new EngineError({
  code: "outcome_unknown",
  operation: restore.operation,
  message: "an answer that is none",
  remedy: "",
  status: 502,
});

const withoutStorage = new EngineError({
  ...locked,
  code: "storage_away",
  operation: restore.operation,
  message: "Cannot run VM. The Data Center has no Storage Pool Manager",
});

interface Pace {
  /** Milliseconds until each answer. */
  readonly takes?: number;
  readonly outage?: number;
}

/** An engine whose answers are these, one after the other, and then a success; what it was sent is counted. */
function answering(errors: readonly EngineError[], { takes = 0, outage = 5000 }: Pace = {}) {
  const engine = { asked: 0 };
  const next: Send = async () => {
    await new Promise(resolve => setTimeout(resolve, takes));
    const error = errors[engine.asked++];
    if (error) throw error;
    return {
      status: 200,
      contentType: "application/json",
      correlationId: undefined,
      date: undefined,
      text: "{}",
      bytes: Buffer.from("{}"),
      json: {},
    };
  };
  const retry = { outage, contact: new Contact("https://engine.example.org/ovirt-engine"), pause: 1 };
  return { engine, send: handleRetry(retry)(next) };
}

describe("a request that may be repeated, whose answer is lost while the engine acts on it", () => {
  it("is repeated", async () => {
    const { engine, send } = answering([lost]);
    assert.equal((await send(restore)).status, 200);
    assert.equal(engine.asked, 2);
  });

  it("is repeated also when that answer was under way for longer than an engine may be away", async () => {
    const { engine, send } = answering([away], { takes: 120, outage: 60 });
    assert.equal((await send(restore)).status, 200);
    assert.equal(engine.asked, 2);
  });

  it("is no longer waited for than any where the engine is away, however long its answer may take", async () => {
    const gone = answering(
      Array.from({ length: 10_000 }, () => away),
      { outage: 100 },
    );
    await assert.rejects(gone.send({ ...restore, answerLimit: 60_000 }), /an answer that is none/);
    assert.ok(gone.engine.asked < 200, String(gone.engine.asked));
  });

  it("is waited for as long as for its answer where another task holds the VM: a merge outlasts an outage", async () => {
    const slow = { ...restore, answerLimit: 60_000 };
    const merging = () =>
      answering(
        Array.from({ length: 30 }, () => locked),
        { outage: 20 },
      );
    const patient = merging();
    assert.equal((await patient.send(slow)).status, 200);
    await assert.rejects(merging().send(restore), /locked/);
  });
});

describe("a request to an engine whose data center is without storage for a moment", () => {
  it("is sent again until a host has taken the storage over, for as long as an engine may be away", async () => {
    const start: EngineRequest = { method: "POST", path: "/api/vms/1/start", operation: "starting VM vd01" };
    const changing = answering([withoutStorage, withoutStorage]);
    assert.equal((await changing.send(start)).status, 200);
    const gone = answering(
      Array.from({ length: 10_000 }, () => withoutStorage),
      { outage: 60 },
    );
    await assert.rejects(gone.send({ ...start, answerLimit: 60_000 }), /no Storage Pool Manager/);
  });
});
