/**
 * @module Sysprep: Windows sets itself up with the seat's answer file and powers itself off; then the final settings
 * stand. How far a seat has come is in its VM's marker, written before each step, so a killed run is gone on with.
 */

import { isDeepStrictEqual } from "node:util";
import { EngineError } from "../ovirt/errors";
import { lastRunEnd, type RunEnd, wasStarted } from "../ovirt/event";
import type { Vm } from "../ovirt/vm";
import type { VmChanges } from "../ovirt/vm-request";
import { type DeliveryKind, setupSystem } from "../room/delivery";
import { type Marker, wordMark } from "../room/marker";
import type { Context } from "./conversation/context";
import { type Delivery, deliveryTo } from "./deliveries/deliveries";
import { seatAnswerFile } from "./deliveries/seat-answer-file";
import { macOfSeat } from "./nic";
import type { Provider, SeatInputs } from "./provider";
import { changeVm } from "./steps/change-vm";
import { withEvidence } from "./steps/evidence";
import { isUntouched, markerWith, type OwnedVm, readOwned } from "./steps/owned-vm";
import { endedOtherwise, waitForSetup } from "./steps/setup-wait";
import { mayHaveStarted, startVm } from "./steps/start-vm";

export interface SysprepInputs extends SeatInputs {
  readonly vmId: string;
  /** Digest of the answer file, as the preview has seen it. */
  readonly answerFile: string;
  readonly delivery: DeliveryKind;
  /** Of the finished VM: */
  readonly os: string;
  readonly timeZone: string;
  readonly usb: boolean;
  readonly stateless: boolean;
}

type SysprepState = Omit<SysprepInputs, "delivery">;

export const sysprepProvider: Provider<SysprepInputs, SysprepState> = {
  kind: "Sysprep",
  replacedBy: ["owner", "vmId", "answerFile"],
  updatedBy: ["os", "timeZone", "usb", "stateless"],

  async create(inputs, context) {
    const owned = await readOwned(inputs.vmId, context, `setting up ${context.seat}`);
    if (owned.marker.phase === "ready") await settle(owned.vm, inputs, context);
    else await context.conversation.waves.setup.enter(() => setUp(owned, inputs, context), context.show);
    return { id: "set-up", state: stateOf(inputs) };
  },

  async read(_id, state, context) {
    const vm = await context.conversation.known.settled(context.owner, state.vmId);
    if (!vm) return undefined;
    const { os, usb, stateless } = vm;
    return { ...state, os, usb, stateless, timeZone: vm.timeZone ?? state.timeZone };
  },

  async update(_id, _olds, news, context) {
    const { vm } = await readOwned(news.vmId, context, `changing VM ${context.seat}`);
    await changeVm(vm, finalSettings(news), context);
    return stateOf(news);
  },
};

function stateOf({ delivery, ...state }: SysprepInputs): SysprepState {
  return state;
}

/** What is known of Windows in the VM. */
interface Guest {
  /** Whether it may be at its setup, and reading its answer file. */
  mayRun: boolean;
}

async function setUp(owned: OwnedVm, inputs: SysprepInputs, context: Context): Promise<void> {
  const { vms } = context.conversation.engine;
  const delivery = deliveryTo(owned, inputs.delivery, context);
  const since = await context.conversation.waiter(context.owner).now();
  const guest: Guest = { mayRun: !isUntouched(owned, context) };
  try {
    const end = (await goOn(owned, context)) ?? (await begin(owned, inputs, delivery, since, guest, context));
    if (end.kind !== "from_within") throw endedOtherwise(end.words, context.seat);
  } catch (caught) {
    // Its setup goes on without us, and needs its medium: who comes next, to finish it or to delete it, takes it away.
    if (guest.mayRun && !isFinal(caught)) throw tellingWhatStays(caught, delivery.staying);
    const error = await withEvidence(caught, owned.vm.id, context);
    // Whatever ended the run: the medium holds passwords.
    const left = await delivery.takeAway().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (isFinal(error)) await markFailed(owned, delivery, context);
    throw left === undefined || wordsOf(left) === wordsOf(caught)
      ? error
      : new AggregateError([error, left], messageOfBoth(error, left));
  }
  await delivery.takeAway();
  context.show("set up, writing the final settings");
  await vms.change(owned.vm.id, context.seat, {
    ...finalSettings(inputs),
    ...delivery.cleared,
    comment: markerWith(owned, { phase: "ready", ...wordOfToday(context) }),
  });
}

/** What is set up now needs no reset that was asked for before. The word is no input: another one sets nothing up. */
function wordOfToday({ conversation }: Context): Pick<Marker, "word"> {
  const { reset } = conversation.settings;
  return reset === undefined ? {} : { word: wordMark(reset) };
}

/** When even this cannot be written, the next run finds out anew what became of the setup. */
async function markFailed(owned: OwnedVm, { cleared }: Delivery, context: Context): Promise<void> {
  const changes = { comment: markerWith(owned, { phase: "failed" }), ...cleared };
  await context.conversation.engine.vms.change(owned.vm.id, context.seat, changes).catch(() => {});
}

/** Goes on with a setup that an earlier run began; undefined when Windows was never started. */
async function goOn(owned: OwnedVm, context: Context): Promise<RunEnd | undefined> {
  const { vm, marker } = owned;
  if (isUntouched(owned, context)) return undefined;
  if (marker.phase === "failed") {
    throw endedOtherwise("an earlier run has marked this seat's setup as failed", context.seat);
  }
  const events = await context.conversation.engine.events.ofVm(vm.id, context.seat);
  if (vm.status === "down" && !wasStarted(events)) return undefined;
  const end = vm.status === "down" ? lastRunEnd(events) : undefined;
  if (end) return end;
  context.show("going on with the setup of an earlier run");
  const last = events.at(-1)?.id ?? 0;
  return waitForSetup(vm.id, last, events, context);
}

async function begin(
  owned: OwnedVm,
  inputs: SysprepInputs,
  delivery: Delivery,
  since: number,
  guest: Guest,
  context: Context,
): Promise<RunEnd> {
  const { vm } = owned;
  guest.mayRun = false;
  context.show("delivering the answer file");
  const { vms } = context.conversation.engine;
  const mac = await macOfSeat(vm.id, context);
  const answerFile = seatAnswerFile({ answerFile: inputs.answerFile, mac }, context);
  const system = setupChanges(vm, inputs, context);
  // By its system the VM tells that a floppy may be on the share (`mayHaveFloppy`), so it has it before.
  const early = inputs.delivery === "floppy" && Object.keys(system).length > 0;
  if (early) await vms.change(vm.id, context.seat, system);
  const placed = await delivery.place(answerFile);
  // The marker says that a setup may have begun before it can have: a run killed here starts Windows only once.
  const comment = owned.marker.phase === "setup" ? {} : { comment: markerWith(owned, { phase: "setup" }) };
  const changes = { ...(early ? {} : system), ...placed.changes, ...comment };
  if (Object.keys(changes).length > 0) await vms.change(vm.id, context.seat, changes);
  context.show("starting Windows setup");
  try {
    await startVm(vm.id, since, context, placed.start);
  } catch (error) {
    guest.mayRun = await mayHaveStarted(error, vm.id, since, context);
    throw error;
  }
  guest.mayRun = true;
  return waitForSetup(vm.id, since, [], context);
}

/** A VM that an earlier run has made may have been made for another way of delivery, which wants another system. */
function setupChanges(vm: Vm, { delivery }: SysprepInputs, { conversation, owner }: Context): VmChanges {
  const { os, timeZone } = setupSystem(conversation.seat(owner).settings, delivery);
  return vm.os === os && vm.timeZone === timeZone ? {} : { os, timeZone };
}

/** A VM that is taken over may have been set up with other final settings: a state that was lost does not tell. */
async function settle(vm: Vm, inputs: SysprepInputs, context: Context): Promise<void> {
  const next = await context.conversation.engine.vms.withNextRun(vm);
  const { os, usb, stateless, timeZone = inputs.timeZone } = next;
  if (!isDeepStrictEqual({ os, timeZone, usb, stateless }, finalSettings(inputs)))
    await changeVm(vm, finalSettings(inputs), context);
}

function finalSettings({ os, timeZone, usb, stateless }: SysprepInputs): VmChanges {
  return { os, timeZone, usb, stateless };
}

/** A medium is left where it is for a setup that goes on; that is not done in secret. */
function tellingWhatStays(error: unknown, staying: string | undefined): unknown {
  return error instanceof EngineError && staying !== undefined ? error.withRemark(staying) : error;
}

/** Of the setup, and of the clean-up after it. */
function messageOfBoth(error: unknown, left: unknown): string {
  return `${wordsOf(error)}\nAnd then, ${wordsOf(left)}`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether the setup is over for good: then the disk is spoiled. An engine that is away, or ^C, is not the seat's fault. */
function isFinal(error: unknown): boolean {
  return error instanceof EngineError && (error.code === "ended_otherwise" || error.code === "timed_out");
}
