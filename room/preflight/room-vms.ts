/** @module Whose the VMs are that have the names of a room's seats, or its marker. */

import type { FloppyWay } from "../delivery";
import type { Fault } from "../fault/fault";
import { type Marker, type Owner, owns, parseMarker } from "../marker";
import type { Seat } from "../seat";
import { inTheWay, ownVm } from "../seat-vm";
import type { FoundVm, Inventory } from "./inventory";

/** What is there of a seat already. */
export interface FoundSeat {
  readonly vmId: string;
  readonly status: string;
  readonly marker: Marker;
}

/** The seats that this stack has VMs of, by name. */
export function seatStates(
  project: string,
  seats: readonly Seat[],
  vms: readonly FoundVm[],
): Map<string, FoundSeat> {
  const states = new Map<string, FoundSeat>();
  for (const seat of seats) {
    const own = ownVm(ownerOf(project, seat), vms);
    if (own) states.set(seat.name, { vmId: own.vm.id, status: own.vm.status, marker: own.marker });
  }
  return states;
}

/** Whether a run deletes a seat's VM and makes it anew. @param makes what each seat is made from now, by its name */
export function isRemade(seat: string, { make, phase }: Marker, makes: ReadonlyMap<string, string>): boolean {
  return make !== makes.get(seat) || phase === "failed";
}

/**
 * Names of the room's VMs that are no seats of it. A run deletes those that it knows of; another was left by a run that
 * was killed before it had written it down, and keeps its address and its place in the domain.
 */
export function leftVms(
  project: string,
  room: string,
  seats: readonly Seat[],
  inventory: Inventory,
): string[] {
  const names = new Set(seats.map(seat => seat.name));
  return inventory.marked
    .filter(({ name, comment }) => owns({ project, stack: room, seat: name }, parseMarker(comment)))
    .map(vm => vm.name)
    .filter(name => !names.has(name));
}

/** @param way by which the room's floppies reach the hosts: a run that was killed in a setup may have left one there */
export function leftWarnings(names: readonly string[], { sftp, floppyCommands }: FloppyWay): string[] {
  if (names.length === 0) return [];
  const floppy = sftp || floppyCommands ? ", and its floppy on the share, which holds passwords" : "";
  return [
    `${names.join(", ")}: no seat of this room any more, and its marker is on the VM. What this run does not delete was left by a killed one: delete it in the engine${floppy}, or destroy the room`,
  ];
}

/** VMs of others that are in the way of seats, as faults of the settings. */
export function foreignVms(project: string, seats: readonly Seat[], { vms, clusters }: Inventory): Fault[] {
  return seats.flatMap(seat => {
    const foreign = inTheWay(ownerOf(project, seat), vms, seat.settings.cluster, clusters);
    if (!foreign) return [];
    return [
      {
        path: `groups.${seat.group}.names`,
        message: `VM ${seat.name} exists and is not this room's${whose(foreign)}`,
        remedy: "It is left alone. Rename or remove it in the engine, or choose other names",
      },
    ];
  });
}

function ownerOf(project: string, { room, name }: Seat): Owner {
  return { project, stack: room, seat: name };
}

function whose(vm: FoundVm): string {
  const marker = parseMarker(vm.comment);
  return marker ? `: it belongs to room ${marker.stack} of project ${marker.project}` : "";
}
