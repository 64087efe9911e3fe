/**
 * @module Reset: a seat goes back to its snapshot when a new word asks for it. The snapshot brings the VM's settings of
 * its time back too, so those that have been changed since are set again.
 */

import { createHash } from "node:crypto";
import { EngineError } from "../ovirt/errors";
import type { Snapshot } from "../ovirt/snapshot";
import type { Vm, VmChanges } from "../ovirt/vm";
import type { GroupSettings } from "../room/settings";
import { readOwned, requireOwned } from "./owned-vm";
import { powerOn } from "./power";
import type { Context, Provider, SeatInputs } from "./provider";
import { stopVm } from "./stop-vm";
import { memoryOf } from "./vm";

export interface ResetInputs extends SeatInputs {
  readonly vmId: string;
  /** What the reset was asked for with; another word asks for another. */
  readonly word: string;
}

export const resetProvider: Provider<ResetInputs, ResetInputs> = {
  kind: "Reset",
  replacedBy: ["owner", "vmId"],
  updatedBy: ["word"],

  async create(inputs, context) {
    await resetSeat(inputs, context);
    return { id: "reset", state: inputs };
  },

  async read(_id, state, { conversation, owner }) {
    return (await conversation.listed(owner, state.vmId)) && state;
  },

  async update(_id, _olds, news, context) {
    await resetSeat(news, context);
    return news;
  },
};

/**
 * Takes a seat back to the one snapshot that its settings name.
 *
 * @returns whether it was started then
 * @throws EngineError before anything is touched when it is stateless, or when none or several snapshots match
 */
export async function resetSeat(
  { vmId, word }: Pick<ResetInputs, "vmId" | "word">,
  context: Context,
): Promise<boolean> {
  const { conversation, owner, seat } = context;
  const { settings } = conversation.seat(owner);
  const vm = await unlocked(vmId, context);
  if (vm.stateless) {
    throw refusal(
      seat,
      "it is stateless and forgets by itself at each stop",
      "Leave stateless seats out of a reset",
    );
  }
  const snapshot = await theSnapshot(vmId, settings.resetToSnapshotRegex, context);
  const correlationId = correlationIdOf(word, context);
  // A run that was killed after the stop finds the stop among the engine's events.
  const ran = vm.status !== "down" || (await conversation.engine.events.knowsRequest(correlationId));
  const { resetStartVm } = settings;
  const start = resetStartVm === "always" || (resetStartVm === "auto" && ran);
  await conversation.waves.start(async () => {
    if (vm.status !== "down") await stopVm(vmId, context, correlationId);
    await restore(vmId, snapshot, settings, context);
    if (start) await powerOn(vmId, context);
  });
  return start;
}

/** The VM, once the engine has finished what a killed run asked for: a restore keeps a VM locked, and it is no run. */
async function unlocked(vmId: string, context: Context): Promise<Vm> {
  const { conversation, owner, seat } = context;
  const { vm } = await readOwned(vmId, context, `resetting ${seat}`);
  if (vm.status !== "image_locked") return vm;
  const waiter = conversation.waiter(owner);
  return waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for ${seat} to be unlocked`,
    limit: conversation.connection.limits.snapshot,
    since: await waiter.now(),
    quiet: true,
    look: news => (news.vm && news.vm.status !== "image_locked" ? { result: news.vm } : undefined),
    remedy: "Look at the engine's tasks and storage, then run again",
  });
}

/** The one snapshot whose description the pattern finds: none or several are no basis for a reset. */
async function theSnapshot(
  vmId: string,
  pattern: string,
  { conversation, seat }: Context,
): Promise<Snapshot> {
  const all = await conversation.engine.snapshots.list(vmId, seat);
  const regular = all.filter(snapshot => snapshot.type === "regular");
  const matching = regular.filter(snapshot => new RegExp(pattern, "u").test(snapshot.description));
  const [only] = matching;
  if (only && matching.length === 1) return only;
  const there = regular.map(snapshot => JSON.stringify(snapshot.description)).join(", ") || "none";
  throw refusal(
    seat,
    `${matching.length} snapshots match ${JSON.stringify(pattern)}; there are: ${there}`,
    "Correct resetToSnapshotRegex, or remove the snapshots that are too many",
  );
}

async function restore(
  vmId: string,
  snapshot: Snapshot,
  settings: GroupSettings,
  context: Context,
): Promise<void> {
  const { conversation, owner, seat } = context;
  const waiter = conversation.waiter(owner);
  const since = await waiter.now();
  context.show(`going back to ${JSON.stringify(snapshot.description)}`);
  await conversation.engine.snapshots.restore(vmId, seat, snapshot.id);
  const vm = await waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for ${seat} to be restored`,
    limit: conversation.connection.limits.snapshot,
    since,
    quiet: true,
    look: news => (news.vm?.status === "down" ? { result: news.vm } : undefined),
    remedy: "Look at the engine's tasks and storage, then run again",
  });
  requireOwned(vm, context, `resetting ${seat}`);
  const changes = changedSince(vm, settings);
  if (Object.keys(changes).length > 0) await conversation.engine.vms.change(vmId, seat, changes);
}

/** Settings that were changed in place after the snapshot was taken. */
function changedSince(vm: Vm, settings: GroupSettings): VmChanges {
  const { description, memory, os, timeZone, usb, stateless } = settings;
  return {
    ...(vm.description === description ? {} : { description }),
    ...(vm.memory === memory ? {} : { memory: memoryOf(memory, vm) }),
    ...(vm.os === os && vm.timeZone === timeZone ? {} : { os, timeZone }),
    ...(vm.usb === usb ? {} : { usb }),
    ...(vm.stateless === stateless ? {} : { stateless }),
  };
}

/** The same for every attempt at the same reset, and within the 50 characters that the engine keeps. */
function correlationIdOf(word: string, { owner }: Context): string {
  const text = [owner.project, owner.stack, owner.seat, word].join("\n");
  return `virtroom-reset-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
}

function refusal(seat: string, message: string, remedy: string): EngineError {
  return new EngineError({ code: "refused", operation: `resetting ${seat}`, message, remedy });
}
