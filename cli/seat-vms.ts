/** @module The VMs that a room has, and those of others that have the names of its seats. */

import { vmsNamed } from "../ovirt/inventory";
import type { Vm } from "../ovirt/vm";
import { type Marker, markerSearch, owns, parseMarker } from "../room/marker";
import type { Seat } from "../room/seat";
import type { RoomEngine } from "./room-engine";

/** A VM that carries the marker of a seat of this room. */
export interface OwnVm {
  readonly vm: Vm;
  readonly marker: Marker;
}

/** What is on the engine in place of a seat. */
export type SeatVm =
  | { readonly whose: "ours"; readonly vm: Vm; readonly marker: Marker }
  | { readonly whose: "foreign"; readonly vm: Vm }
  | { readonly whose: "nobody" };

/** By the seats' names. */
export async function seatVms(engine: RoomEngine, seats: readonly Seat[]): Promise<Map<string, SeatVm>> {
  const names = seats.map(seat => seat.name);
  const vms = await vmsNamed(engine.conversation.engine, names);
  return new Map(names.map(name => [name, seatVm(engine, name, vms)]));
}

function seatVm(engine: RoomEngine, name: string, vms: readonly Vm[]): SeatVm {
  const namesakes = vms.filter(vm => vm.name === name);
  for (const vm of namesakes) {
    const marker = parseMarker(vm.comment);
    if (owns(engine.ownerOf(name), marker)) return { whose: "ours", vm, marker };
  }
  const [vm] = namesakes;
  return vm ? { whose: "foreign", vm } : { whose: "nobody" };
}

/** Every VM that carries a marker of this room, whether the settings still have its seat or not, by name. */
export async function ownVms(engine: RoomEngine): Promise<OwnVm[]> {
  const { project, stack } = engine.ownerOf("");
  const search = markerSearch(project, stack);
  const vms = await engine.conversation.engine.vms.search(search, "looking for the room's VMs");
  return vms
    .flatMap(vm => {
      const marker = parseMarker(vm.comment);
      return owns(engine.ownerOf(vm.name), marker) ? [{ vm, marker }] : [];
    })
    .sort((a, b) => (a.vm.name < b.vm.name ? -1 : 1));
}
