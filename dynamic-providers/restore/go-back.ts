/**
 * @module Going back to a snapshot, through all that may come between. To the engine a restore is a preview and then a commit (its
 * BackendSnapshotResource): when it goes down between them nobody commits, and it may refuse the commit of what it has shown.
 */

import { EngineError, hasCode } from "../../ovirt/errors";
import { eventCodes, wasStarted } from "../../ovirt/event";
import type { Snapshot } from "../../ovirt/snapshot";
import type { Vm } from "../../ovirt/vm";
import type { Context } from "../conversation/context";

/** How often a restore is asked for whose outcome is not known. */
const most = 3;

/**
 * @param snapshot one that is previewed already is committed
 * @returns the VM as it is then: down
 * @throws EngineError when the engine does not go back; the VM is not left in a preview then
 */
export async function goBack(vmId: string, snapshot: Snapshot, context: Context, tries = 1): Promise<Vm> {
  const { conversation, seat } = context;
  const { snapshots } = conversation.engine;
  if (snapshot.status === "in_preview") return commit(vmId, snapshot, context);
  try {
    await snapshots.restore(vmId, seat, snapshot.id, conversation.connection.limits.snapshot);
  } catch (error) {
    if (!hasCode(error, "refused", "outcome_unknown", "engine_failed")) throw error;
    await atRest(vmId, context);
    const now = await snapshots.get(vmId, seat, snapshot.id);
    if (now.status === "in_preview" && (await isOfRestore(error, vmId, context)))
      return commit(vmId, now, context);
    if (error.code === "refused" || tries === most) throw error;
    return goBack(vmId, now, context, tries + 1);
  }
  return atRest(vmId, context);
}

/** Somebody else's preview refuses the restore in these words; else the restore itself has made it. */
async function isOfRestore(error: EngineError, vmId: string, context: Context): Promise<boolean> {
  return !/previewing a snapshot/i.test(error.words) || isHalfRestored(vmId, context);
}

/** Given to each restore by the engine, whatever the request says. */
export const restoreCorrelationId = "RestoreSnapshot";

/** Whether the preview that a VM is in is a restore's that was never finished; nobody has started the VM in it. */
export async function isHalfRestored(vmId: string, { conversation, seat }: Context): Promise<boolean> {
  const events = await conversation.engine.events.ofVm(vmId, seat);
  const begun = events.findLastIndex(({ code }) => code === eventCodes.previewBegun);
  const isRestore = events[begun]?.correlationId === restoreCorrelationId;
  return isRestore && !wasStarted(events.slice(begun + 1));
}

async function commit(vmId: string, snapshot: Snapshot, context: Context): Promise<Vm> {
  const { seat } = context;
  const { snapshots } = context.conversation.engine;
  try {
    await snapshots.commit(vmId, seat);
  } catch (error) {
    if (!hasCode(error, "refused")) throw error;
    const vm = await atRest(vmId, context);
    // Refused also where the engine has gone on with it by itself.
    if ((await snapshots.get(vmId, seat, snapshot.id)).status !== "in_preview") return vm;
    await snapshots.undo(vmId, seat);
    await atRest(vmId, context);
    throw new EngineError({
      code: "refused",
      operation: `restoring a snapshot of ${seat}`,
      message: `the engine shows the snapshot but does not commit it, so the preview was undone, and the seat is off: ${error.words}`,
      remedy: "Correct what the engine names, then reset again",
      cause: error,
    });
  }
  return atRest(vmId, context);
}

/** The VM, once the engine is through with its disks. */
async function atRest(vmId: string, { conversation, owner, seat }: Context): Promise<Vm> {
  const waiter = conversation.waiter(owner);
  return waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for ${seat} to be restored`,
    limit: conversation.connection.limits.snapshot,
    since: await waiter.now(),
    quiet: true,
    look: news => (news.vm?.status === "down" ? { result: news.vm } : undefined),
    remedy: "Look at the engine's tasks and storage, then run again",
  });
}
