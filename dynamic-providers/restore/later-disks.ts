/**
 * @module Disks that a seat was given after its snapshot was taken. A preview takes every disk off the VM that the snapshot does not
 * hold, and the commit deletes it (removeDisksNotInSnapshot, deleteOrphanedImages in the engine's source).
 */

import type { Snapshot } from "../../ovirt/snapshot";
import type { Context } from "../conversation/context";
import { refusedReset } from "./refused-reset";

/** @throws EngineError when going back would delete a disk. A seat with one disk alone costs no request of its own */
export async function refuseLaterDisks(vmId: string, snapshot: Snapshot, context: Context): Promise<void> {
  const { seat } = context;
  const { disks } = context.conversation.engine;
  const there = await disks.idsTogether(vmId, seat);
  if (there.length < 2) return;
  const held = new Set(await disks.idsInSnapshot(vmId, seat, snapshot.id));
  if (there.every(id => held.has(id))) return;
  const later = (await disks.list(vmId, seat)).filter(disk => disk.inSnapshots && !held.has(disk.id));
  if (later.length === 0) return;
  const names = later.map(({ name }) => JSON.stringify(name)).join(", ");
  throw refusedReset(
    seat,
    `the snapshot ${JSON.stringify(snapshot.description)} does not hold its disks ${names}, which the engine would delete`,
    "Detach them from the VM in the engine, reset, and attach them again; or make the seat anew",
  );
}
