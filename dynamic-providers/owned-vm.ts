/** @module The VM of a seat, looked at with the question whose it is. */

import { EngineError } from "../ovirt/errors";
import type { Vm } from "../ovirt/vm";
import { formatMarker, type Marker, owns, type Phase, parseMarker } from "../room/marker";
import type { Context } from "./provider";

export interface OwnedVm {
  readonly vm: Vm;
  readonly marker: Marker;
}

/** @throws EngineError when the VM does not carry this seat's marker: then it is not touched */
export function requireOwned(vm: Vm, context: Context, operation: string): OwnedVm {
  const marker = parseMarker(vm.comment);
  if (owns(context.owner, marker)) return { vm, marker };
  const { project, stack, seat } = context.owner;
  throw new EngineError({
    code: "refused",
    operation,
    message: `the VM's comment ${JSON.stringify(vm.comment)} is not the marker of seat ${project}/${stack}/${seat}, so the VM is not touched`,
    remedy: `If the VM is the room's, set its comment to "virtroom ${project}/${stack}/${seat} ready 0" in the engine; if it is not, rename it, or take the seat out of the settings`,
  });
}

/** The VM by its id as the engine has told it just now; it has to carry the seat's marker. */
export async function readOwned(vmId: string, context: Context, operation: string): Promise<OwnedVm> {
  return requireOwned(await context.conversation.engine.vms.recent(vmId, context.seat), context, operation);
}

/** The seat's marker with another phase. */
export function markerWith(owned: OwnedVm, phase: Phase): string {
  return formatMarker({ ...owned.marker, phase });
}
