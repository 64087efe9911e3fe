/** @module The snapshot that a reset goes back to. */

import type { Snapshot } from "../../ovirt/snapshot";
import { finds } from "../../room/text/pattern";
import { ValueError } from "../../room/text/value-error";
import type { Context } from "../conversation/context";
import { isHalfRestored } from "./go-back";
import { refusedReset } from "./refused-reset";

/**
 * The one snapshot whose description the pattern finds: none or several are no basis for a reset. It may be in a preview, which a
 * restore has begun and the engine never finished.
 */
export async function snapshotToGoBackTo(vmId: string, pattern: string, context: Context): Promise<Snapshot> {
  const { seat } = context;
  const all = await settledSnapshots(vmId, context);
  const regular = all.filter(snapshot => snapshot.type === "regular");
  const matching = matched(regular, pattern, seat);
  const only = matching.length === 1 ? matching[0] : undefined;
  const previewed = all.find(snapshot => snapshot.status === "in_preview");
  if (previewed && !(previewed === only && (await isHalfRestored(vmId, context)))) {
    throw refusedReset(
      seat,
      `somebody is looking at its snapshot ${JSON.stringify(previewed.description)} in a preview`,
      "Commit or undo that preview in the engine, then reset again",
    );
  }
  if (only) return only;
  const there = regular.map(snapshot => JSON.stringify(snapshot.description)).join(", ") || "none";
  throw refusedReset(
    seat,
    `${matching.length} snapshots match ${JSON.stringify(pattern)}; there are: ${there}`,
    `Correct resetToSnapshotRegex${matching.length > 1 ? ", or remove the snapshots that are too many" : ""}`,
  );
}

/** All snapshots, once none of them is being taken or merged: until then the engine restores nothing, and a backup may be at it. */
async function settledSnapshots(vmId: string, context: Context): Promise<readonly Snapshot[]> {
  const { conversation, owner, seat } = context;
  const list = () => conversation.engine.snapshots.list(vmId, seat);
  const isSettled = (snapshots: readonly Snapshot[]) =>
    snapshots.every(snapshot => snapshot.status !== "locked");
  const now = await list();
  if (isSettled(now)) return now;
  const waiter = conversation.waiter(owner);
  context.show("waiting for a snapshot that is being taken or merged");
  let nextLook = probeEvery;
  return waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for a snapshot of ${seat} that is being taken or merged`,
    limit: conversation.connection.limits.snapshot,
    since: await waiter.now(),
    quiet: true,
    look: async ({ ticks }) => {
      if (ticks < nextLook) return undefined;
      nextLook = ticks + probeEvery;
      const snapshots = await list();
      return isSettled(snapshots) ? { result: snapshots } : undefined;
    },
    remedy: "A backup may be at it, or a merge: look at the engine's tasks, then reset again",
  });
}

/** Ticks between two looks: a merge takes minutes. */
const probeEvery = 5;

function matched(snapshots: readonly Snapshot[], pattern: string, seat: string): Snapshot[] {
  try {
    return snapshots.filter(snapshot => finds(pattern, snapshot.description));
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw refusedReset(seat, error.message, `Correct resetToSnapshotRegex. ${error.remedy}`);
  }
}
