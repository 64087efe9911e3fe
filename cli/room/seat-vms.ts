/** @module The VMs that a room has, and those of others that have the names of its seats. */

import type { Vm } from "../../ovirt/vm";
import { markerSearch, owns, parseMarker } from "../../room/marker";
import type { Seat } from "../../room/seat";
import { type OwnVm, type SeatVm, seatVm } from "../../room/seat-vm";
import type { RoomEngine } from "./room-engine";

/** What is there in place of each seat, by the seats' names. */
export async function seatVms(engine: RoomEngine, seats: readonly Seat[]): Promise<Map<string, SeatVm<Vm>>> {
  const { conversation } = engine;
  const names = seats.map(seat => seat.name);
  const [vms, clusters] = await Promise.all([
    conversation.engine.vms.allNamed(names, "looking for VMs of the room's names"),
    conversation.lookups.clusters(),
  ]);
  return new Map(
    seats.map(({ name, settings }) => [name, seatVm(engine.ownerOf(name), vms, settings.cluster, clusters)]),
  );
}

/** Every VM that carries a marker of this room, whether the settings still have its seat or not, by name. */
export async function ownVms(engine: RoomEngine): Promise<OwnVm<Vm>[]> {
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
