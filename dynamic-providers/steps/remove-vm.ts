/** @module Removing a VM of ours: stop it, delete it, wait until it is gone, and leave no answer file behind. */

import { EngineError } from "../../ovirt/errors";
import type { VmStatus } from "../../ovirt/vm";
import type { Context } from "../conversation/context";
import { namedFloppy } from "../deliveries/floppy-traces";
import type { OwnedVm } from "./owned-vm";
import { stopVm } from "./stop-vm";

/** Statuses in which a VM needs no stop before it is deleted; a lock is waited for. */
const atRest: ReadonlySet<VmStatus> = new Set(["down", "image_locked"]);

export async function removeVm(owned: OwnedVm, context: Context): Promise<void> {
  const { vm, marker } = owned;
  const { conversation, seat } = context;
  const { vms } = conversation.engine;
  if (vm.deleteProtected) throw protectedVm(seat);
  // A run that was killed in this seat's setup may have left its floppy, which holds passwords.
  if (marker.phase !== "ready" || namedFloppy(vm, context.owner))
    await conversation.floppies.takeAway(owned, context);
  if (!atRest.has(vm.status)) await stopVm(vm.id, context);
  const waiter = conversation.waiter(context.owner);
  const since = await waiter.now();
  context.show("deleting");
  await vms.delete(vm.id, seat);
  await waiter.wait({
    vmId: vm.id,
    vmName: seat,
    doing: `waiting for VM ${seat} to be gone`,
    limit: conversation.connection.limits.stop,
    since,
    quiet: true,
    look: news => (news.vm ? undefined : { result: undefined }),
    remedy: "Look at the engine's tasks, then run again",
  });
}

/** Told before its power is cut: the engine would refuse only then. */
function protectedVm(seat: string): EngineError {
  return new EngineError({
    code: "refused",
    operation: `deleting VM ${seat}`,
    message: "somebody has turned its delete protection on, so it is neither stopped nor deleted",
    remedy: "If it may go, turn the delete protection off in the engine, then run again",
  });
}
