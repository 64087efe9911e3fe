/** @module Snapshot: the state that a seat comes back to, taken of the finished VM before it is first started. */

import { createOnce } from "../ovirt/create-once";
import { EngineError } from "../ovirt/errors";
import { eventCodes } from "../ovirt/event";
import type { Snapshot } from "../ovirt/snapshot";
import { describeSnapshot, isDescribedBy } from "../room/snapshot-description";
import type { Context } from "./conversation/context";
import type { Provider, SeatInputs } from "./provider";
import { readOwned } from "./steps/owned-vm";

export interface SnapshotInputs extends SeatInputs {
  readonly vmId: string;
  /** When the description speaks of it. */
  readonly mac?: string;
  /** Its pattern, in which only what a run brings (time, MAC) is still a placeholder: see `describeSnapshot`. */
  readonly description: string;
}

type SnapshotState = Pick<SnapshotInputs, "owner" | "vmId">;

export const snapshotProvider: Provider<SnapshotInputs, SnapshotState> = {
  kind: "Snapshot",
  // The engine cannot rename a snapshot, and taking another would keep what users have done since: a changed
  // description counts for the snapshots that are taken from then on.
  replacedBy: ["owner", "vmId"],
  updatedBy: [],

  async create(inputs, context) {
    const { vm } = await readOwned(inputs.vmId, context, `taking a snapshot of ${context.seat}`);
    const since = await context.conversation.waiter(context.owner).now();
    // A VM that this run has made can have no snapshot from an earlier one.
    const there = context.conversation.born.has(inputs.vmId) ? undefined : await existing(inputs, context);
    if (!there && vm.status !== "down") throw notDown(vm.status, context);
    const snapshot = there ?? (await take(inputs, context));
    if (snapshot.status !== "ok") await taken(inputs.vmId, snapshot.id, since, context);
    return { id: snapshot.id, state: { owner: inputs.owner, vmId: inputs.vmId } };
  },

  async read(id, state, { conversation, owner, seat }) {
    if (!(await conversation.known.listed(owner, state.vmId))) return undefined;
    const there = await conversation.engine.snapshots.list(state.vmId, seat);
    return there.some(snapshot => snapshot.id === id) ? state : undefined;
  },

  async delete(id, state, context) {
    const { engine } = context.conversation;
    if (!(await engine.vms.find(state.vmId, context.seat))) return;
    await readOwned(state.vmId, context, `deleting a snapshot of ${context.seat}`);
    const there = await engine.snapshots.list(state.vmId, context.seat);
    if (there.some(snapshot => snapshot.id === id))
      await engine.snapshots.delete(state.vmId, context.seat, id);
  },
};

async function existing(
  inputs: SnapshotInputs,
  { conversation, seat }: Context,
): Promise<Snapshot | undefined> {
  const snapshots = await conversation.engine.snapshots.list(inputs.vmId, seat);
  return snapshots.find(
    snapshot => snapshot.type === "regular" && isDescribedBy(inputs.description, snapshot.description),
  );
}

async function take(inputs: SnapshotInputs, context: Context): Promise<Snapshot> {
  const { conversation, seat } = context;
  context.show("taking the snapshot");
  const { scriptTime } = conversation;
  const description = describeSnapshot(inputs.description, { scriptTime, mac: inputs.mac });
  return createOnce(
    () => conversation.engine.snapshots.create(inputs.vmId, seat, description),
    () => existing(inputs, context),
  );
}

/** Waits until the engine has finished the snapshot: it tells so by an event; should that be missed, by the status. */
async function taken(vmId: string, snapshotId: string, since: number, context: Context): Promise<void> {
  const { conversation, owner, seat } = context;
  const doing = `waiting for the snapshot of ${seat}`;
  let nextProbe = probeEvery;
  await conversation.waiter(owner).wait({
    vmId,
    vmName: seat,
    doing,
    limit: conversation.connection.limits.snapshot,
    since,
    look: async ({ events, ticks }) => {
      const failed = events.find(event => event.code === eventCodes.snapshotFailed);
      if (failed)
        throw new EngineError({
          code: "ended_otherwise",
          operation: doing,
          message: failed.description,
          remedy,
        });
      if (events.some(event => event.code === eventCodes.snapshotDone)) return { result: undefined };
      if (ticks < nextProbe) return undefined;
      nextProbe = ticks + probeEvery;
      const snapshot = await conversation.engine.snapshots.get(vmId, seat, snapshotId);
      return snapshot.status === "ok" ? { result: undefined } : undefined;
    },
    remedy,
  });
}

/** Ticks after which the engine is asked although no event came: one may have been missed. */
const probeEvery = 15;

const remedy = "Look at the engine's tasks and storage, then run again";

function notDown(status: string, { seat }: Context): EngineError {
  return new EngineError({
    code: "refused",
    operation: `taking a snapshot of ${seat}`,
    message: `the VM is ${status}, and a snapshot now would keep what its users have done since`,
    remedy:
      "Shut the VM down first if its state is the one to come back to; else make the seat anew by deleting its VM",
  });
}
