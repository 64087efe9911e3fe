/** @module What a run's record says of each seat, from what Pulumi and the commands tell. */

import assert from "node:assert/strict";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { RunRecorder } from "../../cli/report/run-recorder";
import type { RunKind } from "../../report/recorded-run";
import { type ResourceKind, urnOf } from "../../room/resource-types";

describe("the record of a run", () => {
  let now: number;
  let recorder: RunRecorder;

  function begin(kind: RunKind): void {
    now = 1000;
    const seats = [
      { name: "vd01", group: "students" },
      { name: "vd02", group: "students" },
    ];
    recorder = new RunRecorder({ room: "demo", kind, seats, clock: () => now });
  }
  beforeEach(() => begin("rollout"));

  const urn = (kind: ResourceKind, seat: string) => urnOf(kind, { project: "virtroom", stack: "demo", seat });
  function tell(at: number, event: Omit<EngineEvent, "sequence" | "timestamp">): void {
    now = 1000 + at;
    recorder.take({ sequence: 0, timestamp: 0, ...event });
  }
  const metadata = (kind: ResourceKind, op: OpType, seat: string) => ({
    ...{ op, urn: urn(kind, seat), type: "", provider: "" },
  });
  const began = (at: number, kind: ResourceKind, op: OpType, seat = "vd01") =>
    tell(at, { resourcePreEvent: { metadata: metadata(kind, op, seat) } });
  const ended = (at: number, kind: ResourceKind, op: OpType, seat = "vd01") =>
    tell(at, { resOutputsEvent: { metadata: metadata(kind, op, seat) } });
  const failed = (at: number, kind: ResourceKind, op: OpType, seat = "vd01") =>
    tell(at, { resOpFailedEvent: { metadata: metadata(kind, op, seat), status: 1, steps: 0 } });
  const status = (at: number, kind: ResourceKind, message: string, seat = "vd01") =>
    tell(at, {
      diagnosticEvent: { urn: urn(kind, seat), message, color: "never", severity: "info", ephemeral: true },
    });
  const seat = (name = "vd01") => {
    const found = recorder.record().seats.find(each => each.name === name);
    assert.ok(found);
    return found;
  };

  it("has each phase with its times and what was waited for, each wait once", () => {
    began(10, "Sysprep", "create");
    status(12, "Sysprep", "waiting for a place in the wave");
    status(50, "Sysprep", "Windows setup running (up), 3 s");
    status(60, "Sysprep", "Windows setup running (up), 1 min 4 s");
    ended(90, "Sysprep", "create");
    status(95, "Sysprep", "heard after its end");
    assert.deepEqual(seat().phases, [
      {
        kind: "setup",
        from: 10,
        to: 90,
        steps: [
          { at: 12, text: "waiting for a place in the wave" },
          { at: 50, text: "Windows setup running (up)" },
        ],
      },
    ]);
  });

  it("tells a change in place from a clone, and leaves out what stays as it is", () => {
    began(0, "Vm", "same");
    began(1, "Vm", "update");
    ended(2, "Vm", "update");
    began(3, "Reset", "update");
    assert.deepEqual(
      seat().phases.map(({ kind }) => kind),
      ["change", "reset"],
    );
  });

  it("has a seat that is made anew deleted once, with all that is below its VM", () => {
    for (const kind of ["Sysprep", "Nic", "Vm"] as const) {
      began(1, kind, "delete-replaced");
      ended(2, kind, "delete-replaced");
    }
    began(3, "Vm", "replace");
    began(4, "Vm", "create-replacement");
    ended(9, "Vm", "create-replacement");
    assert.deepEqual(
      seat().phases.map(({ kind, from, to }) => [kind, from, to]),
      [
        ["delete", 1, 2],
        ["clone", 4, 9],
      ],
    );
  });

  it("marks the phase that failed, and takes cause and way out from the outcome", () => {
    began(1, "Vm", "create");
    failed(5, "Vm", "create");
    const detail = "creating VM vd01: the storage is full (409)\nWay out: Look at the engine's events";
    recorder.end({
      interrupted: false,
      seats: [
        { seat: "vd01", ok: false, outcome: "failed", detail },
        { seat: "vd02", ok: false, outcome: "not reached", detail: "Still to come: its VM" },
      ],
    });
    assert.equal(seat().phases[0]?.failed, true);
    assert.deepEqual(seat().failures, [
      { cause: "creating VM vd01: the storage is full (409)", wayOut: "Look at the engine's events" },
    ]);
    assert.deepEqual(
      [seat("vd02").state, seat("vd02").word, seat("vd02").failures],
      ["stopped", "not reached", []],
    );
    assert.equal(recorder.record().took, 5);
  });

  it("says of a seat that is well why it was left alone, and nothing more of one that is not finished", () => {
    begin("reset");
    recorder.end({
      interrupted: false,
      seats: [
        { seat: "vd01", ok: true, outcome: "left alone", detail: "It is stateless" },
        { seat: "vd02", ok: false, outcome: "not reached", detail: "Still to come: its VM" },
      ],
    });
    assert.deepEqual([seat().state, seat().word, seat().detail], ["done", "left alone", "It is stateless"]);
    assert.equal(seat("vd02").detail, undefined);
  });

  it("takes no phase for failed that somebody has stopped", () => {
    began(1, "Sysprep", "create");
    failed(5, "Sysprep", "create");
    const detail = "waiting for Windows setup of vd01: stopped by you. Run the same command again";
    recorder.end({ interrupted: true, seats: [{ seat: "vd01", ok: false, outcome: "interrupted", detail }] });
    assert.equal(seat().phases[0]?.failed, undefined);
    assert.deepEqual([seat().state, seat().word, seat().failures], ["stopped", "interrupted", []]);
  });

  it("has a seat that the settings have no longer in a group of its own", () => {
    began(1, "Vm", "delete", "vd09");
    assert.equal(seat("vd09").group, "no longer in the settings");
  });

  it("has one phase a seat in a reset, from what is shown of it", () => {
    begin("reset");
    const shown = (at: number, state: "working" | "done" | "failed", text: string, name = "vd01") => {
      now = 1000 + at;
      recorder.changed({ seat: name, state, text, since: 0 });
    };
    assert.equal(recorder.begun, false);
    shown(5, "working", "stopping");
    assert.equal(recorder.begun, true);
    assert.deepEqual([seat().state, seat().word], ["working", "working"]);
    shown(8, "working", "going back to its snapshot");
    shown(20, "done", "reset");
    shown(30, "failed", "it is stateless", "vd02");
    assert.deepEqual(seat().phases, [
      {
        ...{ kind: "reset", from: 5, to: 20 },
        steps: [
          { at: 5, text: "stopping" },
          { at: 8, text: "going back to its snapshot" },
        ],
      },
    ]);
    assert.deepEqual([seat("vd02").state, seat("vd02").phases], ["failed", []]);
  });
});
