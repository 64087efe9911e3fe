/**
 * @module Addresses that VMs of the room hold while a run sets other seats up with them. Pulumi deletes what has left the settings
 * after all that it makes, and a seat that waits for the canary runs until then; Windows drops an address that another
 * machine answers for, and joins no domain without it.
 */

import type { Fault } from "../fault/fault";
import type { Seat } from "../seat";
import type { FoundVm, Inventory } from "./inventory";
import { isRemade, leftVms, seatStates } from "./room-vms";

/** A VM that runs, and that the run takes away sooner or later. */
export interface Leaver extends FoundVm {
  /** Whether the settings still have its seat, which is made anew. */
  readonly remade: boolean;
}

/** With the addresses that its guest agent reports; none where no agent does. */
export interface Holder extends Leaver {
  readonly addresses: readonly string[];
}

interface Room {
  readonly project: string;
  readonly name: string;
  readonly seats: readonly Seat[];
  /** What each seat is made from, by its name. */
  readonly makes: ReadonlyMap<string, string>;
}

/** Who may hold addresses, and who needs them: nobody is asked for addresses where one of the two is empty. */
export interface Handover {
  readonly leavers: readonly Leaver[];
  /** Seats whose Windows is still to set itself up. */
  readonly awaited: readonly Seat[];
}

export function handoverOf({ project, name, seats, makes }: Room, inventory: Inventory): Handover {
  const states = seatStates(project, seats, inventory.vms);
  const awaited = seats.filter(seat => {
    const marker = states.get(seat.name)?.marker;
    return marker?.phase !== "ready" || isRemade(seat.name, marker, makes);
  });
  if (awaited.length === 0) return { leavers: [], awaited };
  const left = new Set(leftVms(project, name, seats, inventory));
  const remade = new Set(
    [...states].flatMap(([seat, { vmId, marker }]) => (isRemade(seat, marker, makes) ? [vmId] : [])),
  );
  const leavers = [
    ...inventory.marked.filter(vm => left.has(vm.name)).map(vm => ({ ...vm, remade: false })),
    ...inventory.vms.filter(vm => remade.has(vm.id)).map(vm => ({ ...vm, remade: true })),
  ];
  return { leavers: leavers.filter(({ status }) => !offline.has(status)), awaited };
}

/** Statuses in which a VM answers for no address. */
const offline: ReadonlySet<string> = new Set(["down", "image_locked", "suspended"]);

/** A fault for each seat whose address is held, or may be: by a VM that leaves the room and reports none. */
export function heldAddresses(awaited: readonly Seat[], holders: readonly Holder[]): Fault[] {
  return awaited.flatMap(seat => {
    const { name, address } = seat;
    const path = `groups.${seat.group}.ipAddresses`;
    const holder = holders.find(vm => vm.name !== name && vm.addresses.includes(address));
    const silent = holders.find(vm => !vm.remade && vm.addresses.length === 0);
    if (holder) {
      return [
        {
          path,
          message: `VM ${holder.name} still runs with the address ${address}, with which ${name} is to be set up`,
          remedy: remedyOf(holder, seat),
        },
      ];
    }
    if (!silent) return [];
    return [
      {
        path,
        message: `VM ${silent.name} still runs, reports no address, and may hold the one with which ${name} is to be set up`,
        remedy: remedyOf(silent, seat),
      },
    ];
  });
}

function remedyOf({ name, remade }: Holder, { room }: Seat): string {
  return remade
    ? `Shut the room down first, then roll it out: virtroom shutdown ${room}`
    : `Shut ${name} down first, in the engine: the rollout deletes it, but only at its end`;
}
