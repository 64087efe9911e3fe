/** @module Power: the start of a finished seat, and the proof that it is what it should be. What users do then is theirs. */

import { EngineError } from "../ovirt/errors";
import { lastRunEnd } from "../ovirt/event";
import type { News } from "../ovirt/waiter";
import { readOwned } from "./owned-vm";
import type { Context, Provider, SeatInputs } from "./provider";
import { startVm } from "./start-vm";
import { verifyGuest } from "./verify-guest";

export interface PowerInputs extends SeatInputs {
  readonly vmId: string;
  /** With `guest` the seat is finished only when its guest agent reports what it should. */
  readonly verify: "none" | "guest";
  /** The address and the domain to be reported. */
  readonly address?: string;
  readonly domain?: string;
}

export const powerProvider: Provider<PowerInputs> = {
  kind: "Power",
  replacedBy: ["owner", "vmId"],
  updatedBy: [],

  async create(inputs, context) {
    context.show("waiting for a place in the wave");
    await context.conversation.waves.start(async () => {
      await powerOn(inputs.vmId, context);
      if (inputs.verify === "guest") await verifyGuest(inputs, context);
    });
    return { id: inputs.vmId, outputs: inputs };
  },

  async read(_id, outputs, { conversation, owner }) {
    return (await conversation.listed(owner, outputs.vmId)) && outputs;
  },
};

/** Starts a VM of ours and waits until it is up. */
export async function powerOn(vmId: string, context: Context): Promise<void> {
  const { conversation, owner, seat } = context;
  const { vm } = await readOwned(vmId, context, `starting VM ${seat}`);
  if (vm.status === "up") return;
  const waiter = conversation.waiter(owner);
  const since = await waiter.now();
  context.show("starting");
  await startVm(vmId, since, context);
  await waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for ${seat} to be up`,
    limit: conversation.connection.limits.boot,
    since,
    quiet: true,
    onNews: news => context.show(`starting (${news.vm?.status ?? "gone"})`),
    look: news => upOutcome(news, seat),
    remedy: "Look at the VM's console and events in the engine, then run again",
  });
}

function upOutcome({ vm, events }: News, seat: string) {
  if (vm?.status === "up") return { result: undefined };
  const end = lastRunEnd(events);
  const words = vm?.status === "paused" ? "the VM is paused" : end?.kind === "otherwise" && end.words;
  if (!words && vm) return undefined;
  throw new EngineError({
    code: "ended_otherwise",
    operation: `waiting for ${seat} to be up`,
    message: words || "the VM is gone",
    remedy: "Look at the VM's events and its host in the engine, then run again",
  });
}
