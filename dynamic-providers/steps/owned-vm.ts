/** @module The VM of a seat, looked at with the question whose it is. */

import { EngineError } from "../../ovirt/errors";
import { wasStarted } from "../../ovirt/event";
import type { Vm } from "../../ovirt/vm";
import { formatMarker, type Marker, type Owner, owns, parseMarker } from "../../room/marker";
import type { Context } from "../conversation/context";

export interface OwnedVm {
  readonly vm: Vm;
  readonly marker: Marker;
}

/**
 * @param remedy the way out where the marker's is none
 * @throws EngineError when the VM does not carry this seat's marker: then it is not touched
 */
export function requireOwned(
  vm: Vm,
  context: Context,
  operation: string,
  remedy = markAgain(context.owner),
): OwnedVm {
  const marker = parseMarker(vm.comment);
  if (owns(context.owner, marker)) return { vm, marker };
  const { project, stack, seat } = context.owner;
  throw new EngineError({
    code: "refused",
    operation,
    message: `the VM's comment ${JSON.stringify(vm.comment)} is not the marker of seat ${project}/${stack}/${seat}, so the VM is not touched`,
    remedy,
  });
}

/** What to do with a VM that may have lost its marker. A rollout that looks for the VM of a seat makes one with this marker anew. */
export function markAgain({ project, stack, seat }: Owner): string {
  return `If the VM is the room's, and a stopped reset or somebody has changed its comment, set it to "virtroom ${project}/${stack}/${seat} ready 0" in the engine; a rollout without this VM in its state makes it anew then. If it is not the room's, rename it, or take the seat out of the settings`;
}

/** The VM by its id as the engine has told it just now; it has to carry the seat's marker. */
export async function readOwned(vmId: string, context: Context, operation: string): Promise<OwnedVm> {
  return requireOwned(await context.conversation.engine.vms.recent(vmId, context.seat), context, operation);
}

/** Whether the VM was never started: its marker says so, or this run has made it and has come no further. */
export function isUntouched({ vm, marker }: OwnedVm, { conversation }: Context): boolean {
  return marker.phase === "cloning" || conversation.born.has(vm.id);
}

/** As `isUntouched`, and where an earlier run may have come further, by the engine's events. */
export async function wasNeverStarted(owned: OwnedVm, context: Context): Promise<boolean> {
  const { vm, marker } = owned;
  if (isUntouched(owned, context)) return true;
  if (marker.phase !== "setup" || vm.status !== "down") return false;
  return !wasStarted(await context.conversation.engine.events.ofVm(vm.id, context.seat));
}

/** The seat's marker with another phase, or after a reset with another word. */
export function markerWith(owned: OwnedVm, changes: Partial<Pick<Marker, "phase" | "word">>): string {
  return formatMarker({ ...owned.marker, ...changes });
}
