/** @module Waiting for Windows to set itself up, and learning from the engine's events how that ended. */

import { EngineError } from "../../ovirt/errors";
import {
  type EngineEvent,
  eventCodes,
  lastRunEnd,
  lastWords,
  mayBePowerOff,
  type RunEnd,
} from "../../ovirt/event";
import type { News } from "../../ovirt/wait";
import { formatDuration } from "../../room/text/duration";
import type { Context } from "../conversation/context";
import { lasting } from "./lasting";

/**
 * @param since events after this one are news
 * @param earlier events of this run that are known already
 * @returns how the run ended: by the guest, or otherwise
 * @throws EngineError when the VM stays paused or is gone, or the limit is reached
 */
export async function waitForSetup(
  vmId: string,
  since: number,
  earlier: readonly EngineEvent[],
  context: Context,
): Promise<RunEnd> {
  const { conversation, owner, seat } = context;
  const began = Date.now();
  const [pausedTooLong, downTooLong] = [lasting(), lasting()];
  return conversation.waiter(owner).wait<RunEnd>({
    vmId,
    vmName: seat,
    doing: `waiting for Windows setup of ${seat}`,
    limit: conversation.connection.limits.setup,
    since,
    passing: [eventCodes.startRequested, eventCodes.vmStarted, eventCodes.guestRebooted],
    onNews: news => context.show(statusOf(news, began)),
    look: async ({ vm, events, ticks }) => {
      if (!vm) throw ended(seat, "the VM is gone: somebody has deleted it");
      if (pausedTooLong(vm.status === "paused", ticks)) {
        throw ended(seat, `the VM is paused${lastWords(events)}`);
      }
      const all = [...earlier, ...events];
      const end = lastRunEnd(all);
      if (end && (vm.status === "down" || end.kind === "otherwise")) return { result: end };
      const isOff = downTooLong(vm.status === "down" && all.length > 0, ticks);
      return isOff ? { result: await unheardEnd(vmId, context) } : undefined;
    },
    meanwhile: "Windows goes on setting itself up",
    remedy:
      "Look at the VM's console: Setup may show an error, the machine may not have joined its domain (it stays on then), or the answer file may lack the power-off as its last command. The next run makes this seat anew",
  });
}

/**
 * Why a VM is down whose events did not say it. Their numbers are given before they are written down, so one may have come
 * behind a later one, where nobody looks any more.
 */
async function unheardEnd(vmId: string, { conversation, seat }: Context): Promise<RunEnd> {
  const events = await conversation.engine.events.ofVm(vmId, seat);
  const words = `the VM is down, and no event says why${lastWords(events)}`;
  return lastRunEnd(events) ?? { kind: "otherwise", words };
}

function statusOf({ vm, events }: News, began: number): string {
  const restarts = events.filter(event => event.code === eventCodes.guestRebooted).length;
  const restarted = restarts > 0 ? `, restarted ${restarts === 1 ? "once" : `${restarts} times`}` : "";
  const name = vm?.fqdn ? `, now ${vm.fqdn}` : "";
  return `Windows setup running (${vm?.status ?? "gone"}${restarted}${name}), ${formatDuration(Date.now() - began)}`;
}

function ended(seat: string, message: string): EngineError {
  return new EngineError({
    code: "ended_otherwise",
    operation: `waiting for Windows setup of ${seat}`,
    message,
    remedy: "Look at the engine's events for the cause; the next run makes this seat anew, and only this one",
  });
}

/** @param words the engine's, of how the run ended */
export function endedOtherwise(words: string, seat: string): EngineError {
  const remedy = "Put the cause right; the next run makes this seat anew, and only this one";
  return new EngineError({
    code: "ended_otherwise",
    operation: `waiting for Windows setup of ${seat}`,
    message: `Windows did not power itself off at the end of its setup: ${words}`,
    remedy: mayBePowerOff(words) ? `${remedy}. ${olderHosts}` : remedy,
  });
}

const olderHosts =
  "If nobody ended it on the host: hosts for cluster levels up to 4.3 say this of a guest's own power-off, too, unless oVirt's own guest agent runs in it; put that into the gold image";
