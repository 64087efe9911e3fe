/**
 * @module Reset: a seat goes back to its snapshot when a new word asks for it: it is powered off, restored, and started again
 * or not.
 */

import { createHash } from "node:crypto";
import { type EngineEvent, wasStarted } from "../ovirt/event";
import type { Vm } from "../ovirt/vm";
import { wordMark } from "../room/marker";
import type { Context } from "./conversation/context";
import { powerOn } from "./power";
import type { Provider, SeatInputs } from "./provider";
import { restoreCorrelationId } from "./restore/go-back";
import { refuseLaterDisks } from "./restore/later-disks";
import { vnicProfileOfSeat } from "./restore/reconnect";
import { refusedReset } from "./restore/refused-reset";
import { snapshotToGoBackTo } from "./restore/reset-snapshot";
import { type KeptSettings, restore, setAgain } from "./restore/restore";
import { markerWith, readOwned } from "./steps/owned-vm";
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
    await follow(inputs, context);
    return { id: "reset", state: inputs };
  },

  async read(_id, state, { conversation, owner }) {
    return (await conversation.known.listed(owner, state.vmId)) && state;
  },

  async update(_id, _olds, news, context) {
    await follow(news, context);
    return news;
  },
};

/** The VM itself says which word it went through: a state may be lost, or of a run that was killed. */
async function follow({ vmId, word }: ResetInputs, context: Context): Promise<void> {
  // It was set up under this word.
  if (context.conversation.born.has(vmId)) return;
  const owned = await readOwned(vmId, context, `resetting ${context.seat}`);
  if (owned.marker.word === wordMark(word)) await finish(owned.vm, context);
  else await resetSeat({ vmId, word, noted: true }, context);
}

/** What is left to do when a reset was killed after the VM said that it went through it: its start, above all. */
async function finish(vm: Vm, context: Context): Promise<void> {
  const { conversation, seat } = context;
  if (vm.status !== "down") return;
  const events = await conversation.engine.events.ofVm(vm.id, seat);
  const isRestore = ({ correlationId }: EngineEvent) => correlationId === restoreCorrelationId;
  const ran = hasNotRunSince(events, isStopOfReset);
  if (!ran && !hasNotRunSince(events, isRestore)) return;
  await setAgain(vm, await keptSettings(vm.comment, context), context);
  if (startsAfter(ran, context))
    await conversation.waves.start.enter(() => powerOn(vm.id, context), context.show);
}

interface Wish {
  readonly vmId: string;
  /** What it was asked for with: requests of the same reset are known by it. */
  readonly word: string;
  /** Whether the VM says from then on that it went through this word. */
  readonly noted?: boolean;
}

/**
 * Takes a seat back to the one snapshot that its settings name.
 *
 * @returns whether it was started then
 * @throws EngineError before anything is touched when it is stateless, when none or several snapshots match, in a preview, or
 * when it has disks that the snapshot does not hold
 */
export async function resetSeat({ vmId, word, noted = false }: Wish, context: Context): Promise<boolean> {
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
  const comment = noted ? markerWith(owned, { word: wordMark(word) }) : owned.vm.comment;
  const kept = await keptSettings(comment, context);
  const correlationId = correlationIdOf(word, context);
  const start = startsAfter(vm.status !== "down" || (await isOffByReset(vmId, context)), context);
  const goBack = async () => {
    if (vm.status !== "down") await stopVm(vmId, context, correlationId);
    await restore(vmId, snapshot, kept, context);
    if (start) await powerOn(vmId, context);
  };
  await conversation.waves.start.enter(goBack, context.show);
  return start;
}

/** @param comment with the marker that the VM has after the restore, whatever it had at the time of the snapshot */
async function keptSettings(comment: string, context: Context): Promise<KeptSettings> {
  const { settings } = context.conversation.seat(context.owner);
  return { comment, settings, vnicProfile: await vnicProfileOfSeat(context) };
}

/** @param ran whether the seat ran before */
function startsAfter(ran: boolean, { conversation, owner }: Context): boolean {
  const { resetStartVm } = conversation.seat(owner).settings;
  return resetStartVm === "always" || (resetStartVm === "auto" && ran);
}

/** Whether it ran until a reset that was killed, or stopped by ^C, powered it off: nobody has started it since. */
async function isOffByReset(vmId: string, { conversation, seat }: Context): Promise<boolean> {
  return hasNotRunSince(await conversation.engine.events.ofVm(vmId, seat), isStopOfReset);
}

function isStopOfReset({ correlationId }: EngineEvent): boolean {
  return correlationId?.startsWith(requestPrefix) === true;
}

/** Whether there was such an event, and no start since. */
function hasNotRunSince(events: readonly EngineEvent[], isOne: (event: EngineEvent) => boolean): boolean {
  const last = events.findLastIndex(isOne);
  return last >= 0 && !wasStarted(events.slice(last + 1));
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
