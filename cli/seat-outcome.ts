/** @module How a rollout or a deletion ended for one seat, from what Pulumi told of its resources. */

import type { SeatKind } from "../room/resource-types";
import type { SeatResult } from "./result";
import type { SeatRecord } from "./run-record";

export interface RunEnd {
  /** The resources that the seat has when it is finished; none when the settings have no such seat. */
  readonly expected: readonly SeatKind[];
  readonly interrupted: boolean;
  /** Whether nothing was done: then it is told what is other than before. */
  readonly planned?: boolean;
}

/** What is said of a seat that still lacks a resource. */
const lacks: Readonly<Record<SeatKind, string>> = {
  Vm: "its VM",
  Nic: "its network",
  Floppy: "its floppy",
  Sysprep: "Windows' setup",
  Permission: "its permission",
  Snapshot: "its snapshot",
  Reset: "its reset",
  Power: "its start",
};

/** @param record undefined when Pulumi told nothing of the seat */
export function rolloutOutcome(seat: string, record: SeatRecord | undefined, end: RunEnd): SeatResult {
  const { expected, interrupted, planned = false } = end;
  if (record && record.failures.length > 0) return failed(seat, record);
  if (record?.stopped) return { seat, ok: false, outcome: "interrupted", detail: record.stopped };
  if (expected.length === 0) return { seat, ok: true, outcome: "deleted" };
  const finished = record?.finished ?? new Map();
  const missing = firstMissing(record, expected);
  if (missing !== undefined) {
    const outcome = interrupted ? "interrupted" : "not reached";
    const detail = `Still to come: ${lacks[missing]}. The next rollout goes on from there`;
    return { seat, ok: false, outcome, detail };
  }
  const operations = [...finished.values()];
  if (operations.every(operation => operation === "same")) return { seat, ok: true, outcome: "unchanged" };
  const vm = finished.get("Vm");
  const changes = planned ? changesOf(record) : {};
  if (vm !== "same" && vm !== "update" && vm !== "create")
    return { seat, ok: true, outcome: "made anew", ...changes };
  if (finished.get("Sysprep") === "create") return { seat, ok: true, outcome: "made" };
  return { seat, ok: true, outcome: "changed", ...changes };
}

/** Inputs whose names are not those of settings, and what is said of them; nothing of those that only follow. */
const inputs: Readonly<Record<string, string>> = {
  answerFile: "answer file",
  rebuild: "its setup had failed",
  word: "a reset",
  vmId: "",
  owner: "",
};

function changesOf(record: SeatRecord | undefined): Pick<SeatResult, "detail"> {
  const added = record?.finished.get("Reset") === "create" ? ["word"] : [];
  const told = [...(record?.changes ?? []), ...added]
    .map(input => inputs[input] ?? input)
    .filter(text => text !== "");
  return told.length > 0 ? { detail: [...new Set(told)].join(", ") } : {};
}

/** The first of the resources that the seat still lacks. */
export function firstMissing(
  record: SeatRecord | undefined,
  expected: readonly SeatKind[],
): SeatKind | undefined {
  return expected.find(kind => !isThere(record?.finished.get(kind)));
}

/** Whether the last operation leaves the resource in place. */
function isThere(operation: string | undefined): boolean {
  return operation !== undefined && !operation.startsWith("delete") && !operation.startsWith("discard");
}

export function deletionOutcome(
  seat: string,
  record: SeatRecord | undefined,
  interrupted: boolean,
): SeatResult | undefined {
  if (!record) return undefined;
  if (record.failures.length > 0) return failed(seat, record);
  if (record.stopped) return { seat, ok: false, outcome: "interrupted", detail: record.stopped };
  if (record.finished.get("Vm") === "delete") return { seat, ok: true, outcome: "deleted" };
  const outcome = interrupted ? "interrupted" : "not reached";
  return { seat, ok: false, outcome, detail: "Its VM is still there. Delete the room again" };
}

function failed(seat: string, { failures }: SeatRecord): SeatResult {
  return { seat, ok: false, outcome: "failed", detail: failures.join("\n") };
}
