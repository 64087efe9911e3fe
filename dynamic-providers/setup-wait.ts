/** @module Waiting for Windows to set itself up, and learning from the engine's events how that ended. */

import { EngineError } from "../ovirt/errors";
import { type EngineEvent, eventCodes, lastRunEnd, type RunEnd } from "../ovirt/event";
import type { News } from "../ovirt/waiter";
import { formatDuration } from "../room/duration";
import type { Context } from "./provider";

/** Ticks that the reason of a power-off may come later than the status. */
const patience = 30;

/**
 * @param since events after this one are news
 * @param earlier events of this run that are known already
 * @returns how the run ended: by the guest, or otherwise
 * @throws EngineError when the VM is paused or gone, or the limit is reached
 */
export async function waitForSetup(
  vmId: string,
  since: number,
  earlier: readonly EngineEvent[],
  context: Context,
): Promise<RunEnd> {
  const { conversation, owner, seat } = context;
  const began = Date.now();
  let downSince: number | undefined;
  return conversation.waiter(owner).wait<RunEnd>({
    vmId,
    vmName: seat,
    doing: `waiting for Windows setup of ${seat}`,
    limit: conversation.connection.limits.setup,
    since,
    onNews: news => context.show(statusOf(news, began)),
    look: ({ vm, events, ticks }) => {
      if (!vm) throw ended(seat, "the VM is gone: somebody has deleted it");
      if (vm.status === "paused") throw ended(seat, `the VM is paused${lastWords(events)}`);
      const all = [...earlier, ...events];
      const end = lastRunEnd(all);
      if (end && (vm.status === "down" || end.kind === "otherwise")) return { result: end };
      if (vm.status !== "down" || all.length === 0) {
        downSince = undefined;
        return undefined;
      }
      downSince ??= ticks;
      if (ticks - downSince < patience) return undefined;
      return {
        result: { kind: "otherwise", words: `the VM is down, and no event says why${lastWords(events)}` },
      };
    },
    remedy:
      "Look at the VM's console: Setup may show an error, or the answer file may lack the power-off as its last command. The next run makes this seat anew",
  });
}

function statusOf({ vm, events }: News, began: number): string {
  const restarts = events.filter(event => event.code === eventCodes.guestRebooted).length;
  const restarted = restarts > 0 ? `, restarted ${restarts} times` : "";
  const name = vm?.fqdn ? `, now ${vm.fqdn}` : "";
  return `Windows setup running (${vm?.status ?? "gone"}${restarted}${name}), ${formatDuration(Date.now() - began)}`;
}

function lastWords(events: readonly EngineEvent[]): string {
  const last = events.at(-1);
  return last ? `; the last event is "${last.description}"` : "";
}

function ended(seat: string, message: string): EngineError {
  return new EngineError({
    code: "ended_otherwise",
    operation: `waiting for Windows setup of ${seat}`,
    message,
    remedy: "Look at the engine's events for the cause; the next run makes this seat anew, and only this one",
  });
}
