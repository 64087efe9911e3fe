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
  /** When given, the seat is finished only when its guest agent reports this address, its name, and the domain. */
  readonly address?: string;
  readonly domain?: string;
}

type PowerState = Pick<PowerInputs, "owner" | "vmId">;

export const powerProvider: Provider<PowerInputs, PowerState> = {
  kind: "Power",
  replacedBy: ["owner", "vmId"],
  updatedBy: [],

  async create(inputs, context) {
    context.show("waiting for a place in the wave");
    await context.conversation.waves.start(async () => {
      await powerOn(inputs.vmId, context);
      const { address } = inputs;
      if (address !== undefined) await verifyGuest({ ...inputs, address }, context);
    });
    return { id: "started", state: { owner: inputs.owner, vmId: inputs.vmId } };
  },

  async read(_id, state, { conversation, owner }) {
    return (await conversation.listed(owner, state.vmId)) && state;
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
