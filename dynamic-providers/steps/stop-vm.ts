/** @module Cutting the power of a VM of ours, and waiting until it is down. */

import type { Context } from "../conversation/context";

/** @param correlationId under which the stop is found again among the engine's events */
export async function stopVm(vmId: string, context: Context, correlationId?: string): Promise<void> {
  const { conversation, owner, seat } = context;
  const waiter = conversation.waiter(owner);
  const since = await waiter.now();
  context.show("stopping");
  await conversation.engine.vms.stop(vmId, seat, correlationId);
  await waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for VM ${seat} to stop`,
    limit: conversation.connection.limits.stop,
    since,
    look: ({ vm }) => (!vm || vm.status === "down" ? { result: undefined } : undefined),
    remedy: "Look at the VM and its host in the engine, then run again",
  });
}
