/** @module Removing a VM of ours: stop it, delete it, wait until it is gone, and leave no answer file behind. */

import type { VmStatus } from "../ovirt/vm";
import type { OwnedVm } from "./owned-vm";
import type { Context } from "./provider";

/** Statuses in which a VM needs no stop before it is deleted; a lock is waited for. */
const atRest: ReadonlySet<VmStatus> = new Set(["down", "image_locked"]);

export async function removeVm({ vm, marker }: OwnedVm, context: Context): Promise<void> {
  const { conversation, seat } = context;
  const { vms } = conversation.engine;
  // A run that was killed in this seat's setup may have left its floppy, which holds passwords.
  if (marker.phase !== "ready") await conversation.floppies.remove(context.owner);
  const waiter = conversation.waiter(context.owner);
  const since = await waiter.now();
  const wait = { vmId: vm.id, vmName: seat, limit: conversation.connection.limits.stop, since };
  if (!atRest.has(vm.status)) {
    context.show("stopping");
    await vms.stop(vm.id, seat);
    await waiter.wait({
      ...wait,
      doing: `waiting for VM ${seat} to stop`,
      look: news => (!news.vm || news.vm.status === "down" ? { result: undefined } : undefined),
      remedy: "Look at the VM and its host in the engine, then run again",
    });
  }
  context.show("deleting");
  await vms.delete(vm.id, seat);
  await waiter.wait({
    ...wait,
    doing: `waiting for VM ${seat} to be gone`,
    quiet: true,
    look: news => (news.vm ? undefined : { result: undefined }),
    remedy: "Look at the engine's tasks, then run again",
  });
}
