/** @module Power: the start of a finished seat, and the proof that it is what it should be. What users do then is theirs. */

import { EngineError } from "../ovirt/errors";
import { eventCodes, lastRunEnd, lastWords, wasLaunched } from "../ovirt/event";
import type { VmStatus } from "../ovirt/vm";
import type { News, Outcome } from "../ovirt/wait";
import type { Context } from "./conversation/context";
import type { Provider, SeatInputs } from "./provider";
import { lasting } from "./steps/lasting";
import { readOwned } from "./steps/owned-vm";
import { startVm } from "./steps/start-vm";
import { verifyGuest } from "./steps/verify-guest";

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
    const startUp = async () => {
      await powerOn(inputs.vmId, context);
      const { address } = inputs;
      if (address !== undefined) await verifyGuest({ ...inputs, address }, context);
    };
    await context.conversation.waves.start.enter(startUp, context.show);
    return { id: "started", state: { owner: inputs.owner, vmId: inputs.vmId } };
  },

  async read(_id, state, { conversation, owner }) {
    return (await conversation.known.listed(owner, state.vmId)) && state;
  },
};

const runs: ReadonlySet<VmStatus> = new Set(["up", "migrating"]);

/** Starts a VM of ours and waits until it is up. */
export async function powerOn(vmId: string, context: Context): Promise<void> {
  const { vm } = await readOwned(vmId, context, `starting VM ${context.seat}`);
  if (runs.has(vm.status)) return;
  if (await comesUp(vmId, context)) return;
  context.show("starting, now that the engine has cleaned up");
  if (await comesUp(vmId, context)) return;
  throw notUp(context.seat, "the engine has started it twice and each time only cleaned up");
}

/**
 * @returns false when the engine has not started it, but taken away what a stateless run had left
 * @throws EngineError when it will not be up
 */
async function comesUp(vmId: string, context: Context): Promise<boolean> {
  const { conversation, owner, seat } = context;
  const waiter = conversation.waiter(owner);
  const since = await waiter.now();
  context.show("starting");
  await startVm(vmId, since, context);
  return waiter.wait({
    vmId,
    vmName: seat,
    doing: `waiting for ${seat} to be up`,
    limit: conversation.connection.limits.boot,
    since,
    quiet: true,
    onNews: news => context.show(`starting (${news.vm?.status ?? "gone"})`),
    look: upWatch(seat),
    remedy: "Look at the VM's console and events in the engine, then run again",
  });
}

/**
 * @returns looks at each tick whether the VM is up, or will not be. A stateless one is down until the snapshot is there to which
 * it will go back (docs/facts/ovirt.md): only what was launched can be down for too long
 */
function upWatch(seat: string): (news: News) => Outcome<boolean> | undefined {
  const [pausedTooLong, downTooLong] = [lasting(), lasting()];
  return ({ vm, events, ticks }) => {
    if (vm && runs.has(vm.status)) return { result: true };
    const onlyCleaned = events.some(({ code }) => code === eventCodes.onlyCleanedUp);
    if (onlyCleaned && vm?.status === "down") return { result: false };
    const end = lastRunEnd(events);
    const why =
      (!vm && "the VM is gone") ||
      (pausedTooLong(vm?.status === "paused", ticks) && "the VM is paused") ||
      (end?.kind === "otherwise" && end.words) ||
      (downTooLong(vm?.status === "down" && wasLaunched(events), ticks) &&
        `the VM is down${lastWords(events)}`);
    if (why) throw notUp(seat, why);
    return undefined;
  };
}

function notUp(seat: string, message: string): EngineError {
  return new EngineError({
    code: "ended_otherwise",
    operation: `waiting for ${seat} to be up`,
    message,
    remedy: "Look at the VM's events and its host in the engine, then run again",
  });
}
