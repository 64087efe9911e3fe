import assert from "node:assert/strict";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { goOnText } from "../../cli/outcome/result";
import { RunRecord, type SeatRecord } from "../../cli/outcome/run-record";
import { deletionOutcome, firstMissing, rolloutOutcome } from "../../cli/outcome/seat-outcome";
import { Board, type SeatLine } from "../../cli/progress/board";
import { type SeatKind, urnOf } from "../../room/resource-types";

const urn = (kind: SeatKind, seat = "vd1") => urnOf(kind, { project: "virtroom", stack: "r", seat });
const record = (operations: Partial<Record<SeatKind, OpType>>, failures: string[] = []): SeatRecord => ({
  finished: new Map(Object.entries(operations) as [SeatKind, OpType][]),
  failures,
});
const expected: SeatKind[] = ["Vm", "Nic", "Sysprep", "Power"];
const rollout = (seat: SeatRecord | undefined, interrupted = false) =>
  rolloutOutcome("vd1", seat, { expected, interrupted });

describe("a command that was interrupted", () => {
  it("is told as it was typed, so that it goes on with the same file and the same seats", () => {
    assert.equal(
      goOnText(["rollout", "alt01", "--config", "my rooms.conf", "--yes"]),
      "Interrupted. Go on with: virtroom rollout alt01 --config 'my rooms.conf' --yes",
    );
  });
});

describe("how a rollout ended for a seat", () => {
  const cases: readonly (readonly [string, Partial<Record<SeatKind, OpType>>])[] = [
    ["made", { Vm: "create", Nic: "create", Sysprep: "create", Power: "create" }],
    ["unchanged", { Vm: "same", Nic: "same", Sysprep: "same", Power: "same" }],
    ["changed", { Vm: "update", Nic: "same", Sysprep: "same", Power: "same" }],
    ["made", { Vm: "same", Nic: "same", Sysprep: "create", Power: "create" }],
    ["made anew", { Vm: "create-replacement", Nic: "create", Sysprep: "create", Power: "create" }],
  ];
  for (const [outcome, operations] of cases) {
    it(`${outcome}: ${JSON.stringify(operations)}`, () => {
      assert.deepEqual(rollout(record(operations)), { seat: "vd1", ok: true, outcome });
    });
  }

  it("changed or made anew in a plan, with what is new, and nothing of what only follows", () => {
    const planned = (operations: Partial<Record<SeatKind, OpType>>, ...changes: string[]) => {
      const seat = { ...record(operations), changes: new Set(changes) };
      return rolloutOutcome("vd1", seat, { expected, interrupted: false, planned: true });
    };
    const updated = planned(
      { Vm: "update", Nic: "same", Sysprep: "same", Power: "same" },
      "memory",
      "description",
    );
    assert.deepEqual([updated.outcome, updated.detail], ["changed", "memory, description"]);
    const replaced = { Vm: "replace", Nic: "create", Sysprep: "create", Power: "create" } as const;
    const remade = planned(replaced, "templateName", "vmId", "answerFile", "vmId");
    assert.deepEqual([remade.outcome, remade.detail], ["made anew", "templateName, answer file"]);
  });

  it("failed, with every cause", () => {
    const { ok, outcome, detail } = rollout(record({ Vm: "create" }, ["no place", "no network"]));
    assert.deepEqual([ok, outcome, detail], [false, "failed", "no place\nno network"]);
  });

  it("interrupted or not reached, with what is still to come", () => {
    const half = record({ Vm: "create", Nic: "create" });
    assert.equal(rollout(half, true).outcome, "interrupted");
    assert.match(rollout(half, true).detail ?? "", /Still to come: Windows' setup/);
    assert.equal(rollout(record({ Vm: "delete-replaced" })).ok, false);
  });

  it("not reached without a word on what it has, when nothing was done to it", () => {
    const { ok, outcome, detail } = rollout(undefined);
    assert.deepEqual([ok, outcome], [false, "not reached"]);
    assert.match(detail ?? "", /^Nothing was done to it\. The next rollout/);
  });

  it("deleted, when the settings have it no longer", () => {
    const removed = (vm: OpType, interrupted = false) =>
      rolloutOutcome("vd9", record({ Vm: vm }), { expected: [], interrupted });
    assert.equal(removed("delete").outcome, "deleted");
    assert.equal(removed("remove-pending-replace", true).outcome, "deleted");
  });

  it("not deleted, when it was interrupted before its VM was", () => {
    const half = rolloutOutcome("vd9", record({ Power: "delete" }), { expected: [], interrupted: true });
    assert.deepEqual([half.ok, half.outcome], [false, "interrupted"]);
    assert.match(half.detail ?? "", /Still to come: its deletion/);
  });
});

describe("how a deletion ended for a seat", () => {
  it("deleted, failed, or not reached; nothing of one that the state did not have", () => {
    assert.equal(deletionOutcome("vd1", record({ Vm: "delete" }), false)?.outcome, "deleted");
    assert.equal(deletionOutcome("vd1", record({ Power: "delete" }, ["no"]), false)?.outcome, "failed");
    assert.equal(deletionOutcome("vd1", record({ Power: "delete" }), true)?.outcome, "interrupted");
    assert.equal(deletionOutcome("vd1", undefined, false), undefined);
  });

  it("deleted, when a rollout was to make it anew and has left no VM", () => {
    const left = record({ Nic: "remove-pending-replace", Vm: "remove-pending-replace" });
    assert.equal(deletionOutcome("vd1", left, false)?.outcome, "deleted");
  });
});

describe("what Pulumi tells of a run", () => {
  const diagnostic = (event: Partial<NonNullable<EngineEvent["diagnosticEvent"]>>): EngineEvent => ({
    sequence: 0,
    timestamp: 0,
    diagnosticEvent: { message: "", color: "never", severity: "error", ...event },
  });

  it("is a seat's when it is about one of its resources", () => {
    const run = new RunRecord();
    run.take(diagnostic({ urn: urn("Sysprep"), message: "seat vd1: the VM is paused\n" }));
    assert.deepEqual(run.seats.get("vd1")?.failures, ["the VM is paused"]);
    assert.deepEqual(run.errors, []);
  });

  it("is the room's otherwise, without a stack trace", () => {
    const run = new RunRecord();
    run.take(diagnostic({ message: "Error: it failed\n    at somewhere (file.js:1:2)\n    at else" }));
    assert.deepEqual(run.errors, ["it failed"]);
  });

  it("is told without the password of the state's place", () => {
    const run = new RunRecord();
    for (const severity of ["error", "warning"] as const)
      run.take(diagnostic({ severity, message: "saving to postgres://ann:hunter2@db/rooms" }));
    assert.deepEqual(
      [...run.errors, ...run.warnings],
      Array(2).fill("saving to postgres://ann:********@db/rooms"),
    );
  });

  it("shows what goes on in a seat until it is done or failed", () => {
    const shown: string[] = [];
    const changed = ({ state, text }: SeatLine) => shown.push(`${state} ${text}`);
    const board = new Board(["vd1"], { changed, note: () => {}, close: () => {} });
    const run = new RunRecord(board, (_seat, { finished }) => finished.has("Power"));
    run.take(diagnostic({ urn: urn("Power"), severity: "info", ephemeral: true, message: "starting" }));
    const metadata = { op: "create" as const, urn: urn("Power"), type: "", provider: "" };
    run.take({ sequence: 0, timestamp: 0, resOutputsEvent: { metadata } });
    run.take(diagnostic({ urn: urn("Power"), severity: "info", ephemeral: true, message: "starting (up)" }));
    assert.deepEqual(shown, ["working starting", "done done"]);
  });

  describe("before all else, in a rollout that looks at what is there", () => {
    const inputs = { owner: "virtroom/r/vd1", memory: 4096 };
    const state = (kind: SeatKind) => ({
      ...{ type: "", urn: urn(kind), custom: true, id: `id-${kind}`, parent: "", provider: "" },
      ...{ inputs, outputs: inputs },
    });
    const step = (kind: SeatKind, op: OpType, now = true) => ({
      ...{ op, urn: urn(kind), type: "", provider: "", old: state(kind) },
      ...(now ? { new: state(kind) } : {}),
    });
    const steps = (op: OpType, kinds = expected, there = true) =>
      kinds.flatMap((kind): EngineEvent[] => [
        { sequence: 0, timestamp: 0, resourcePreEvent: { metadata: step(kind, op) } },
        { sequence: 0, timestamp: 0, resOutputsEvent: { metadata: step(kind, op, there) } },
      ]);
    const looks = (there: boolean) => steps("refresh", expected, there);
    const shown: string[] = [];
    const told = (events: readonly EngineEvent[]) => {
      shown.length = 0;
      const changed = ({ state: now, text }: SeatLine) => shown.push(`${now} ${text}`);
      const board = new Board(["vd1"], { changed, note: () => {}, close: () => {} });
      const run = new RunRecord(board, (_seat, seat) => firstMissing(seat, expected) === undefined);
      for (const event of events) run.take(event);
      return rollout(run.seats.get("vd1")).outcome;
    };

    it("is no work: a seat that was only looked at is not reached, and nothing is shown of it", () => {
      assert.equal(told(looks(true)), "not reached");
      assert.equal(told(looks(false)), "not reached");
      assert.deepEqual(shown, []);
    });

    it("leaves a seat unchanged that is found as it should be", () => {
      assert.equal(told([...looks(true), ...steps("same")]), "unchanged");
      assert.deepEqual(shown, ["done done"]);
    });

    it("makes nothing of a VM that is gone, until it is made", () => {
      assert.equal(told([...looks(false), ...steps("create", ["Vm"])]), "not reached");
      assert.equal(told([...looks(false), ...steps("create")]), "made");
    });
  });
});
