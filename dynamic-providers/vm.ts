/** @module Vm: a seat's VM, cloned from the template, found again by its marker, deleted only with it. */

import { createOnce } from "../ovirt/create-once";
import { EngineError } from "../ovirt/errors";
import { eventCodes } from "../ovirt/event";
import type { Vm } from "../ovirt/vm";
import type { MemoryChange } from "../ovirt/vm-request";
import type { News } from "../ovirt/wait";
import { type DeliveryKind, likelyDelivery, setupSystem } from "../room/delivery";
import { makeOf } from "../room/make";
import { formatMarker, owns, type Phase, parseMarker } from "../room/marker";
import { isTakenOver, seatVm } from "../room/seat-vm";
import type { Context } from "./conversation/context";
import type { Provider, SeatInputs } from "./provider";
import { changeVm } from "./steps/change-vm";
import { type OwnedVm, requireOwned } from "./steps/owned-vm";
import { removeVm } from "./steps/remove-vm";

export interface VmInputs extends SeatInputs {
  readonly cluster: string;
  readonly templateName: string;
  readonly templateVersion?: number;
  /** Digest of the answer file: another one means another machine. */
  readonly answerFile: string;
  /** Bytes. */
  readonly memory: number;
  readonly description: string;
  /** Id of the VM whose setup failed: it is made anew although nothing else has changed. */
  readonly rebuild?: string;
  /** Its name in the engine where that is not the seat's. Only a refresh brings it (`kept-state.ts`), and an update takes it back. */
  readonly name?: string;
}

type VmState = Omit<VmInputs, "rebuild">;

export const vmProvider: Provider<VmInputs, VmState> = {
  kind: "Vm",
  replacedBy: ["owner", "cluster", "templateName", "templateVersion", "answerFile"],
  updatedBy: ["memory", "description", "name"],
  alsoReplacedBy: (id, news) => (news.rebuild === id ? "rebuild" : undefined),

  async create(inputs, context) {
    const since = await context.conversation.waiter(context.owner).now();
    const found = await adopt(inputs, context);
    const vm = await cloned(found ?? (await clone(inputs, context)), since, context);
    if (found) await changeTo(inputs, vm, context);
    return { id: vm.id, state: stateOf(inputs) };
  },

  async read(id, state, context) {
    const vm = await context.conversation.known.settled(context.owner, id);
    if (!vm) return undefined;
    const { name: _, ...known } = state;
    const renamed = vm.name === context.seat ? {} : { name: vm.name };
    return { ...known, ...renamed, memory: vm.memory, description: vm.description };
  },

  async update(id, olds, news, context) {
    const { vms } = context.conversation.engine;
    const { vm } = requireOwned(await vms.get(id, context.seat), context, `changing VM ${context.seat}`);
    const changes = {
      ...(olds.name === news.name ? {} : { name: context.seat }),
      ...(olds.description === news.description ? {} : { description: news.description }),
      ...(olds.memory === news.memory ? {} : { memory: memoryOf(news.memory, vm) }),
    };
    await changeVm(vm, changes, context);
    return stateOf(news);
  },

  async delete(id, _state, context) {
    const { owner, seat, conversation, warn } = context;
    const vm = await conversation.known.find(id, seat);
    const another = vm && isTakenOver(owner, vm);
    if (another) warn(`VM ${seat} is ${vm.name} by now, without the seat's marker: it is left alone`);
    if (vm && !another) await removeVm(requireOwned(vm, context, `deleting VM ${seat}`), context);
    // Somebody has deleted it, perhaps in its setup: then its floppy is left.
    else await conversation.floppies.takeAway(undefined, context);
  },
};

function stateOf({ rebuild, ...state }: VmInputs): VmState {
  return state;
}

/** The seat's VM when it is there already; a VM of ours that is made otherwise, or spoiled, is taken away. */
async function adopt(inputs: VmInputs, context: Context): Promise<Vm | undefined> {
  const owned = await vmOfSeat(inputs.cluster, context);
  if (!owned) return undefined;
  const { vm } = owned;
  if (owned.marker.make === makeOf(inputs) && owned.marker.phase !== "failed") {
    context.show("found from an earlier run");
    if (vm.status === "image_locked") await refuseLost(vm, context);
    return vm;
  }
  context.show("taking the VM of an earlier run away");
  await removeVm(owned, context);
  return undefined;
}

/** With this room's marker it would be taken away, and made anew. */
const remedyForNamesake =
  "If that VM may go, delete it in the engine; if it is to stay, rename it, or take the seat out of the settings";

/** @throws EngineError when a VM that is not the seat's is in its way */
async function vmOfSeat(cluster: string, context: Context): Promise<OwnedVm | undefined> {
  const { conversation, owner, seat } = context;
  const [named, clusters] = await Promise.all([
    conversation.engine.vms.named(seat),
    conversation.lookups.clusters(),
  ]);
  const found = seatVm(owner, named, cluster, clusters);
  return found.whose === "nobody"
    ? undefined
    : requireOwned(found.vm, context, `creating VM ${seat}`, remedyForNamesake);
}

/** A creation that died inside the engine leaves its VM locked for ever (docs/facts/ovirt.md): nothing will come of it. */
async function refuseLost(vm: Vm, context: Context): Promise<void> {
  const events = await context.conversation.engine.events.ofVm(vm.id, context.seat);
  cloneOutcome({ vm, events, ticks: 0 }, context);
}

/** A VM that is found may have been made with other settings of the kind that can be changed in place. */
async function changeTo(inputs: VmInputs, now: Vm, context: Context): Promise<void> {
  const vm = await context.conversation.engine.vms.withNextRun(now);
  if (vm.memory === inputs.memory && vm.description === inputs.description) return;
  const changes = {
    description: inputs.description,
    ...(vm.memory === inputs.memory ? {} : { memory: memoryOf(inputs.memory, vm) }),
  };
  await changeVm(vm, changes, context);
}

async function clone(inputs: VmInputs, context: Context): Promise<Vm> {
  const { conversation, owner, seat } = context;
  const [cluster, template] = await Promise.all([
    conversation.lookups.cluster(inputs.cluster),
    conversation.lookups.template(inputs.templateName, inputs.templateVersion, inputs.cluster),
  ]);
  context.show(`cloning ${inputs.templateName}`);
  const { vms } = conversation.engine;
  const { settings } = conversation.seat(owner);
  // Where it turns out otherwise, the setup changes both before it starts Windows.
  const delivery = likelyDelivery(settings, cluster.level);
  const setup = setupSystem(settings, delivery);
  const guaranteed = Math.min(template.guaranteedMemory ?? inputs.memory, inputs.memory);
  return createOnce(
    async () => {
      const vm = await vms.create({
        name: seat,
        clusterId: cluster.id,
        templateId: template.id,
        comment: formatMarker({ ...owner, phase: firstPhase(delivery), make: makeOf(inputs) }),
        description: inputs.description,
        memory: { size: inputs.memory, guaranteed },
        os: setup.os,
        timeZone: setup.timeZone,
      });
      conversation.born.add(vm.id);
      return vm;
    },
    async () => (await vmOfSeat(inputs.cluster, context))?.vm,
  );
}

/**
 * With sysprep nothing has to be written on the VM before Windows is started, so what the marker has to say by then is said at
 * once: one request less. Whether it was started then, the engine's events tell.
 */
function firstPhase(delivery: DeliveryKind): Phase {
  return delivery === "sysprep" ? "setup" : "cloning";
}

/** Waits until the clone's disks are there: the VM is `down`, and no longer `image_locked`. */
async function cloned(vm: Vm, since: number, context: Context): Promise<Vm> {
  if (vm.status !== "image_locked") return vm;
  const { conversation, owner, seat } = context;
  return conversation.waiter(owner).wait({
    vmId: vm.id,
    vmName: seat,
    doing: `waiting for the clone ${seat} to be ready`,
    limit: conversation.connection.limits.clone,
    since,
    look: news => cloneOutcome(news, context),
    meanwhile: "The engine goes on cloning",
    remedy: `Look at the engine's tasks and storage; when it stays locked, unlock or delete the VM there, then run again`,
  });
}

function cloneOutcome({ vm, events }: News, { seat, owner }: Context) {
  const failed = events.find(event => event.code === eventCodes.addVmFailed);
  if (vm && !failed) return vm.status === "image_locked" ? undefined : { result: vm };
  const ours = vm && owns(owner, parseMarker(vm.comment));
  throw new EngineError({
    code: "ended_otherwise",
    operation: `waiting for the clone ${seat} to be ready`,
    message: failed ? failed.description : "the VM is gone",
    remedy: ours
      ? "The engine may keep the VM locked: look at its events and storage, delete the VM there, then run again"
      : "Look at the engine's events for the cause, then run again",
  });
}

/** The engine refuses memory above `max`, and a guarantee above the memory (docs/facts/ovirt.md). */
export function memoryOf(size: number, vm: Vm): MemoryChange {
  return {
    size,
    guaranteed: Math.min(vm.guaranteedMemory ?? size, size),
    max: Math.max(vm.maxMemory ?? size, size),
  };
}
