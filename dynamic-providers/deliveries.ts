/** @module The three ways by which an answer file reaches Windows, as steps of a seat's setup. */

import { payloadContent } from "../delivery/payload";
import { sysprepScript } from "../delivery/sysprep";
import type { CustomProperty, Vm } from "../ovirt/vm";
import type { StartOptions, VmChanges } from "../ovirt/vm-request";
import type { DeliveryKind } from "../room/delivery";
import type { Context } from "./context";
import type { OwnedVm } from "./owned-vm";

/** What the VM needs before and at its start. */
interface Placed {
  readonly changes: VmChanges;
  readonly start: StartOptions;
}

interface Delivery {
  /** Makes the answer file ready. Safe to repeat. */
  place(answerFile: string, vm: Vm, context: Context): Promise<Placed>;
  /** Takes what lies outside the VM away. Safe to repeat, and to do when nothing was placed. */
  takeAway(owned: OwnedVm, context: Context): Promise<void>;
  /** What takes the medium away from the VM. */
  cleared(vm: Vm): VmChanges;
  /** What lies where for Windows, should a run end before its setup does: the medium holds passwords. */
  readonly staying?: string;
}

/** The engine makes a medium for this run alone and keeps nothing. */
const sysprep: Delivery = {
  place: async answerFile => ({ changes: {}, start: { answerFile: sysprepScript(answerFile) } }),
  takeAway: async () => {},
  cleared: () => ({}),
};

/** The engine keeps the text with the VM until it is taken away. */
const payload: Delivery = {
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
  takeAway: async () => {},
  cleared: () => ({ payload: [] }),
  staying: "Until the next rollout or deletion its answer file stays with the VM, where Windows reads it",
};

/** An image on a share that the hosts mount; the custom property `floppy` names it. */
const floppy: Delivery = {
  place: async (answerFile, vm, context) => {
    const value = await context.conversation.floppies.place(answerFile, context);
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

const ways: Readonly<Record<DeliveryKind, Delivery>> = { sysprep, payload, floppy };

/** A way whose steps are written down. */
export function deliveryBy(kind: DeliveryKind): Delivery {
  const { place, takeAway, ...rest } = ways[kind];
  return {
    ...rest,
    place: async (answerFile, vm, context) => {
      const placed = await place(answerFile, vm, context);
      tell(context, `the answer file goes to ${context.seat} by ${kind}`);
      return placed;
    },
    takeAway: async (owned, context) => {
      await takeAway(owned, context);
      tell(context, `nothing of the answer file is left outside ${context.seat}`);
    },
  };
}

function tell({ conversation, seat }: Context, text: string): void {
  conversation.log.write("delivery", "info", text, { seat });
}

/** The properties that the VM has of its template stay. */
function withoutFloppy(vm: Vm): CustomProperty[] {
  return vm.customProperties
    .filter(property => property.name !== "floppy")
    .map(({ name, value }) => ({ name, value }));
}
