/**
 * @module Reset: a seat goes back to its snapshot when a new word asks for it: it is powered off, restored, and started again
 * or not.
 */

import { createHash } from "node:crypto";
import { wasStarted } from "../ovirt/event";
import type { Vm } from "../ovirt/vm";
import type { Context } from "./conversation/context";
import { powerOn } from "./power";
import type { Provider, SeatInputs } from "./provider";
import { refuseLaterDisks } from "./restore/later-disks";
import { vnicProfileOfSeat } from "./restore/reconnect";
import { refusedReset } from "./restore/refused-reset";
import { snapshotToGoBackTo } from "./restore/reset-snapshot";
import { restore } from "./restore/restore";
import { readOwned } from "./steps/owned-vm";
import { stopVm } from "./steps/stop-vm";

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
    return (await conversation.known.listed(owner, state.vmId)) && state;
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
 * @throws EngineError before anything is touched when it is stateless, when none or several snapshots match, in a preview, or
 * when it has disks that the snapshot does not hold
 */
export async function resetSeat(
  { vmId, word }: Pick<ResetInputs, "vmId" | "word">,
  context: Context,
): Promise<boolean> {
  const { conversation, owner, seat } = context;
  const { settings } = conversation.seat(owner);
  const owned = await readOwned(vmId, context, `resetting ${seat}`);
  const vm = await unlocked(owned.vm, context);
  if (vm.stateless) {
    throw refusedReset(
      seat,
      "it is stateless and forgets by itself at each stop",
      "Leave stateless seats out of a reset",
    );
  }
  const snapshot = await snapshotToGoBackTo(vmId, settings.resetToSnapshotRegex, context);
  await refuseLaterDisks(vmId, snapshot, context);
  const kept = { comment: owned.vm.comment, settings, vnicProfile: await vnicProfileOfSeat(context) };
  const correlationId = correlationIdOf(word, context);
  const ran = vm.status !== "down" || (await isOffByReset(vmId, context));
  const { resetStartVm } = settings;
  const start = resetStartVm === "always" || (resetStartVm === "auto" && ran);
  const goBack = async () => {
    if (vm.status !== "down") await stopVm(vmId, context, correlationId);
    await restore(vmId, snapshot, kept, context);
    if (start) await powerOn(vmId, context);
  };
  await conversation.waves.start.enter(goBack, context.show);
  return start;
}

/** Whether it ran until a reset that was killed, or stopped by ^C, powered it off: nobody has started it since. */
async function isOffByReset(vmId: string, { conversation, seat }: Context): Promise<boolean> {
  const events = await conversation.engine.events.ofVm(vmId, seat);
  const stop = events.map(event => event.correlationId?.startsWith(requestPrefix)).lastIndexOf(true);
  return stop >= 0 && !wasStarted(events.slice(stop + 1));
}

/** The VM, once the engine has finished what a killed run asked for: a restore keeps a VM locked, and it is no run. */
async function unlocked(vm: Vm, { conversation, owner, seat }: Context): Promise<Vm> {
  if (vm.status !== "image_locked") return vm;
  const waiter = conversation.waiter(owner);
  return waiter.wait({
    vmId: vm.id,
    vmName: seat,
    doing: `waiting for ${seat} to be unlocked`,
    limit: conversation.connection.limits.snapshot,
    since: await waiter.now(),
    quiet: true,
    look: news => (news.vm && news.vm.status !== "image_locked" ? { result: news.vm } : undefined),
    remedy: "Look at the engine's tasks and storage, then run again",
  });
}

/** Requests of resets are known by it among the engine's events. */
const requestPrefix = "virtroom-reset-";

/** The same for every attempt at the same reset, and within the 50 characters that the engine keeps. */
function correlationIdOf(word: string, { owner }: Context): string {
  const text = [owner.project, owner.stack, owner.seat, word].join("\n");
  return `${requestPrefix}${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
}
