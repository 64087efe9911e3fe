/** @module How a rollout or a deletion ended for one seat, from what Pulumi told of its resources. */

import type { SeatKind } from "../../room/resource-types";
import type { SeatResult } from "./result";
import { hasEnded, type SeatRecord } from "./run-record";

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
  const unfinished = (what: string): SeatResult => {
    const outcome = interrupted ? "interrupted" : "not reached";
    return { seat, ok: false, outcome, detail: `${what}. The next rollout goes on from there` };
  };
  if (!record) return unfinished("Nothing was done to it");
  const { finished } = record;
  if (expected.length === 0) {
    const remains = interrupted && !hasEnded(finished.get("Vm"));
    return remains ? unfinished("Still to come: its deletion") : { seat, ok: true, outcome: "deleted" };
  }
  const missing = firstMissing(record, expected);
  if (missing !== undefined) return unfinished(`Still to come: ${lacks[missing]}`);
  const operations = [...finished.values()];
  if (operations.every(operation => operation === "same")) return { seat, ok: true, outcome: "unchanged" };
  const vm = finished.get("Vm");
  const changes = planned ? changesOf(record) : {};
  if (vm !== "same" && vm !== "update" && vm !== "create")
    return { seat, ok: true, outcome: "made anew", ...changes };
  if (finished.get("Sysprep") === "create") return { seat, ok: true, outcome: "made" };
  return { seat, ok: true, outcome: "changed", ...changes };
}

/**
 * Inputs whose names are not those of settings, and what is said of them; nothing of those that only follow. Whether a word means
 * a reset, the VM itself says (`withResets`).
 */
const inputs: Readonly<Record<string, string>> = {
  answerFile: "answer file",
  rebuild: "its setup had failed",
  word: "",
  vmId: "",
  owner: "",
};

function changesOf({ changes = new Set() }: SeatRecord): Pick<SeatResult, "detail"> {
  const told = [...changes].map(input => inputs[input] ?? input).filter(text => text !== "");
  return told.length > 0 ? { detail: [...new Set(told)].join(", ") } : {};
}

/** The first of the resources that the seat still lacks. */
export function firstMissing(
  record: SeatRecord | undefined,
  expected: readonly SeatKind[],
): SeatKind | undefined {
  return expected.find(kind => {
    const operation = record?.finished.get(kind);
    return operation === undefined || hasEnded(operation);
  });
}

export function deletionOutcome(
  seat: string,
  record: SeatRecord | undefined,
  interrupted: boolean,
): SeatResult | undefined {
  if (!record) return undefined;
  if (record.failures.length > 0) return failed(seat, record);
  if (record.stopped) return { seat, ok: false, outcome: "interrupted", detail: record.stopped };
  if (hasEnded(record.finished.get("Vm"))) return { seat, ok: true, outcome: "deleted" };
  const outcome = interrupted ? "interrupted" : "not reached";
  return { seat, ok: false, outcome, detail: "Its VM is still there. Delete the room again" };
}

function failed(seat: string, { failures }: SeatRecord): SeatResult {
  return { seat, ok: false, outcome: "failed", detail: failures.join("\n") };
}
