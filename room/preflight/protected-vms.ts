/**
 * @module VMs under delete protection that a run would make anew. Told before anything is done: a step that fails in a replacement
 * is one that Pulumi waits for without end, where the other seats go on (docs/facts/pulumi.md).
 */

import type { Fault } from "../fault/fault";
import type { Seat } from "../seat";
import type { FoundVm } from "./inventory";
import { isRemade, seatStates } from "./room-vms";

/** @param makes what each seat is made from now, by its name */
export function protectedVms(
  project: string,
  seats: readonly Seat[],
  makes: ReadonlyMap<string, string>,
  vms: readonly FoundVm[],
): Fault[] {
  const held = new Set(vms.filter(({ deleteProtected }) => deleteProtected).map(({ id }) => id));
  const states = seatStates(project, seats, vms);
  return seats.flatMap(({ name, group }) => {
    const found = states.get(name);
    if (!found || !held.has(found.vmId) || !isRemade(name, found.marker, makes)) return [];
    return [
      {
        path: `groups.${group}`,
        message: `${name} is to be made anew, and its VM is under delete protection`,
        remedy: "If it may go, turn the delete protection off in the engine; else take the change back",
      },
    ];
  });
}
