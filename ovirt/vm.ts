/** @module A VM as the engine tells it. */

import { EngineError } from "./errors";
import { flag, type Json, list, number, object, requiredText, text } from "./json";

/** Statuses of the API (docs/facts/ovirt.md). */
const statuses = [
  "unassigned",
  "down",
  "up",
  "powering_up",
  "paused",
  "migrating",
  "unknown",
  "not_responding",
  "wait_for_launch",
  "reboot_in_progress",
  "saving_state",
  "restoring_state",
  "suspended",
  "image_locked",
  "powering_down",
] as const;

export type VmStatus = (typeof statuses)[number];

export interface CustomProperty {
  readonly name: string;
  readonly value: string;
}

export interface Vm {
  readonly id: string;
  readonly name: string;
  readonly status: VmStatus;
  readonly comment: string;
  readonly description: string;
  /** Bytes. */
  readonly memory: number;
  readonly guaranteedMemory: number | undefined;
  readonly maxMemory: number | undefined;
  readonly os: string;
  readonly timeZone: string | undefined;
  readonly usb: boolean;
  readonly stateless: boolean;
  /** Whether the engine refuses to remove it. */
  readonly deleteProtected: boolean;
  readonly clusterId: string;
  readonly templateId: string;
  readonly customProperties: readonly CustomProperty[];
  /** Whether some of its settings wait for the next run: here stand those of now. */
  readonly pendingChanges: boolean;
  /** Host name that the guest agent reports while the VM runs. */
  readonly fqdn: string | undefined;
}

/** Whether it will forget what is done to it now; one whose disks are locked is back already, or not begun yet. */
export function runsStateless({ stateless, status }: Vm): boolean {
  return stateless && status !== "down" && status !== "image_locked";
}

/** Reads the answer of a request. */
export function toVm(json: Json): Vm {
  const policy = object(json, "memory_policy");
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    status: statusOf(json),
    comment: text(json, "comment") ?? "",
    description: text(json, "description") ?? "",
    memory: number(json, "memory") ?? 0,
    guaranteedMemory: number(policy, "guaranteed"),
    maxMemory: number(policy, "max"),
    os: text(object(json, "os"), "type") ?? "",
    timeZone: text(object(json, "time_zone"), "name"),
    usb: flag(object(json, "usb"), "enabled"),
    stateless: flag(json, "stateless"),
    deleteProtected: flag(json, "delete_protected"),
    clusterId: text(object(json, "cluster"), "id") ?? "",
    templateId: text(object(json, "original_template"), "id") ?? text(object(json, "template"), "id") ?? "",
    customProperties: list(object(json, "custom_properties"), "custom_property").map(property => ({
      name: requiredText(property, "name"),
      value: text(property, "value") ?? "",
    })),
    pendingChanges: flag(json, "next_run_configuration_exists"),
    fqdn: text(json, "fqdn"),
  };
}

function statusOf(json: Json): VmStatus {
  const told = requiredText(json, "status");
  const status = statuses.find(known => known === told);
  if (status) return status;
  throw new EngineError({
    code: "unexpected_answer",
    operation: `reading VM ${text(json, "name") ?? ""}`,
    message: `the engine tells a status that is not known: ${JSON.stringify(told.slice(0, 40))}`,
    remedy: "Check that the engine is an oVirt 4.x",
  });
}
