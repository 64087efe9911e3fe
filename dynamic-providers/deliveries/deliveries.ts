/** @module The three ways by which an answer file reaches Windows, as steps of a seat's setup. */

import { payloadContent } from "../../delivery/payload";
import { sysprepScript } from "../../delivery/sysprep";
import type { CustomProperty, Vm } from "../../ovirt/vm";
import type { StartOptions, VmChanges } from "../../ovirt/vm-request";
import type { DeliveryKind } from "../../room/delivery";
import type { Context } from "../conversation/context";
import type { OwnedVm } from "../steps/owned-vm";
import { mayHaveFloppy, namedFloppy } from "./floppy-traces";

/** What the VM needs before and at its start. */
interface Placed {
  readonly changes: VmChanges;
  readonly start: StartOptions;
}

interface Way {
  /** Makes the answer file ready. Safe to repeat. */
  place(answerFile: string, vm: Vm, context: Context): Promise<Placed>;
  /**
   * Takes what lies outside the VM away. Safe to repeat, and to do when nothing was placed.
   *
   * @returns whether nothing is left there, as far as that can be known
   */
  takeAway(owned: OwnedVm, context: Context): Promise<boolean>;
  /** What takes the medium away from the VM. */
  cleared(vm: Vm): VmChanges;
  /** What lies where for Windows, should a run end before its setup does: the medium holds passwords. */
  readonly staying?: string;
}

/** The engine makes a medium for this run alone and keeps nothing. */
const sysprep: Way = {
  place: async answerFile => ({ changes: {}, start: { answerFile: sysprepScript(answerFile) } }),
  takeAway: async () => true,
  cleared: () => ({}),
};

/** The engine keeps the text with the VM until it is taken away. */
const payload: Way = {
  place: async answerFile => ({
    changes: {
      payload: {
        type: "cdrom",
        volume: "UNATTEND",
        files: [{ name: "Unattend.xml", content: payloadContent(answerFile) }],
      },
    },
    // With initialization data and without this word the engine drops the payload of a Windows VM (docs/facts/ovirt.md).
    start: { useSysprep: false },
  }),
  takeAway: async () => true,
  cleared: () => ({ payload: [] }),
  staying: "Until the next rollout or deletion its answer file stays with the VM, where Windows reads it",
};

/** An image on a share that the hosts mount; the custom property `floppy` names it. */
const floppy: Way = {
  place: async (answerFile, vm, context) => {
    const value = await context.conversation.floppies.place(answerFile, vm, context);
    return {
      changes: { customProperties: [...withoutFloppy(vm), { name: "floppy", value }] },
      start: {},
    };
  },
  takeAway: (owned, context) => context.conversation.floppies.takeAway(owned, context),
  cleared: vm => ({ customProperties: withoutFloppy(vm) }),
  staying:
    "Until the next rollout or deletion its floppy stays on the share, where Windows reads its answer file",
};

const ways: Readonly<Record<DeliveryKind, Way>> = { sysprep, payload, floppy };

/** What is done in a seat's setup with its answer file. */
export interface Delivery {
  place(answerFile: string): Promise<Placed>;
  takeAway(): Promise<void>;
  readonly cleared: VmChanges;
  readonly staying: string | undefined;
}

/**
 * The seat's delivery, whose steps are written down.
 *
 * @param owned the VM as it was found
 */
export function deliveryTo(owned: OwnedVm, kind: DeliveryKind, context: Context): Delivery {
  const { conversation, seat } = context;
  const way = conversation.born.has(owned.vm.id) ? ways[kind] : afterOthers(kind, owned, context);
  const tell = (text: string) => conversation.log.write("delivery", "info", text, { seat });
  return {
    cleared: way.cleared(owned.vm),
    staying: way.staying,
    place: async answerFile => {
      const placed = await way.place(answerFile, owned.vm, context);
      tell(`the answer file goes to ${seat} by ${kind}`);
      return placed;
    },
    takeAway: async () => {
      if (await way.takeAway(owned, context)) tell(`nothing of the answer file is left outside ${seat}`);
    },
  };
}

/** The way to a VM that an earlier run has made: its settings may have named another way, whose medium goes as well. */
function afterOthers(kind: DeliveryKind, owned: OwnedVm, { owner }: Context): Way {
  const way = ways[kind];
  const onShare = kind === "floppy" || mayHaveFloppy(owned, owner);
  const named = kind === "floppy" || namedFloppy(owned.vm, owner) !== undefined;
  const takeAway = onShare ? floppy.takeAway : way.takeAway;
  const cleared = (vm: Vm) => ({ ...payload.cleared(vm), ...(named ? floppy.cleared(vm) : {}) });
  const { staying } = named ? floppy : way;
  return {
    takeAway,
    cleared,
    ...(staying === undefined ? {} : { staying }),
    place: async (answerFile, vm, context) => {
      // Before the VM is changed, which tells of it. A floppy that is wanted again is only written anew.
      if (kind !== "floppy") await takeAway(owned, context);
      const { changes, start } = await way.place(answerFile, vm, context);
      return { changes: { ...cleared(vm), ...changes }, start };
    },
  };
}

/** The properties that the VM has of its template stay. */
function withoutFloppy(vm: Vm): CustomProperty[] {
  return vm.customProperties
    .filter(property => property.name !== "floppy")
    .map(({ name, value }) => ({ name, value }));
}
