/**
 * @module Remains: the VMs of a room that no state knows, because the run that made them was killed before it could
 * write them down. A destroy deletes this resource last, and with it whatever still carries the room's marker.
 */

import type { Vm } from "../ovirt/vm";
import { type Marker, markerSearch, parseMarker } from "../room/marker";
import type { Context } from "./conversation/context";
import type { Provider, SeatInputs } from "./provider";
import { removeVm } from "./steps/remove-vm";

/** The owner is the room: its name stands where that of a seat would. */
export const remainsProvider: Provider<SeatInputs, SeatInputs> = {
  kind: "Remains",
  replacedBy: ["owner"],
  updatedBy: [],

  create: async ({ owner }) => ({ id: "remains", state: { owner } }),

  async delete(_id, _state, context) {
    const { project, stack } = context.owner;
    const search = markerSearch(project, stack);
    const vms = await context.conversation.engine.vms.search(
      search,
      "looking for what killed runs have left",
    );
    await Promise.all(vms.map(vm => removeLeft(vm, context)));
  },
};

async function removeLeft(vm: Vm, context: Context): Promise<void> {
  const marker = parseMarker(vm.comment);
  if (!marker || !isLeft(vm, marker, context)) return;
  const { project, stack, seat } = marker;
  const show = (text: string) => context.show(`${seat}: ${text}`);
  await removeVm({ vm, marker }, { ...context, owner: { project, stack, seat }, seat, show });
}

/** A copy that somebody has made of a seat's VM has its comment too, under a name of its own: it is not the room's. */
function isLeft(vm: Vm, { project, stack, seat }: Marker, { owner }: Context): boolean {
  return project === owner.project && stack === owner.stack && seat === vm.name;
}
