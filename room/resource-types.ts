/** @module Names of the resources as Pulumi shows them, and the URN under which a provider finds a resource's row. */

import type { Owner } from "./marker";

export const roomType = "ovirt:Room";
export const seatType = "ovirt:Seat";

export const seatKinds = [
  "Vm",
  "Nic",
  "Floppy",
  "Sysprep",
  "Permission",
  "Snapshot",
  "Reset",
  "Power",
] as const;
export type SeatKind = (typeof seatKinds)[number];
/** One of a kind belongs to the room. */
export type ResourceKind = SeatKind | "Remains";

/** Dynamic resources need this prefix: it is how the engine finds the host that runs them (docs/facts/pulumi.md). */
export function resourceType(kind: ResourceKind): string {
  return `pulumi-nodejs:dynamic/ovirt:${kind}`;
}

/** A provider is never told its resource's URN, so it is built from what is known (docs/facts/pulumi.md). */
export function urnOf(kind: ResourceKind, { project, stack, seat }: Owner): string {
  const above = kind === "Remains" ? [roomType] : [roomType, seatType];
  const type = [...above, resourceType(kind)].join("$");
  return `urn:pulumi:${stack}::${project}::${type}::${seat}`;
}

/** Whose a resource is, by its URN. */
export function ownerOf(urn: string): Owner {
  const [stack = "", project = "", , seat = ""] = urn.slice("urn:pulumi:".length).split("::");
  return { project, stack, seat };
}

/** Of which kind a resource is, by its URN; undefined for what is none of ours. */
export function kindOf(urn: string): ResourceKind | undefined {
  const [, , types = ""] = urn.slice("urn:pulumi:".length).split("::");
  return [...seatKinds, "Remains" as const].find(kind => types.endsWith(resourceType(kind)));
}

/** The Command that uploads a floppy: what becomes of it becomes of the Floppy. */
const uploadType = "$command:local:Command";

/** The seat that a URN is of: of the seat itself, or of one of its resources; undefined for the stack, the room and its own. */
export function seatInUrn(urn: string): string | undefined {
  const [, , types = "", name] = urn.slice("urn:pulumi:".length).split("::");
  return types.endsWith(`$${seatType}`) ? name : fromUrn(urn)?.seat;
}

/** Whose row a URN is, and of which kind; undefined for the stack, the room and its own, and the seats themselves. */
export function fromUrn(urn: string): { readonly kind: SeatKind; readonly seat: string } | undefined {
  const [, , types = "", seat] = urn.slice("urn:pulumi:".length).split("::");
  const kind = types.endsWith(uploadType)
    ? "Floppy"
    : seatKinds.find(known => types.endsWith(resourceType(known)));
  return kind && seat ? { kind, seat } : undefined;
}
