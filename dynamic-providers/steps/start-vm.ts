/** @module Starting a VM of ours without starting it twice, and whether a start that failed has started it. */

import { createOnce } from "../../ovirt/create-once";
import { hasCode } from "../../ovirt/errors";
import { wasStarted } from "../../ovirt/event";
import type { StartOptions } from "../../ovirt/vm-request";
import type { Context } from "../conversation/context";

/**
 * Starts a VM that is down. When the engine's answer is lost, its events say whether it acted: a guest may have run and
 * powered itself off by the time the engine is back, and must not be started again.
 *
 * @param since the newest event before the start
 */
export async function startVm(
  vmId: string,
  since: number,
  context: Context,
  options?: StartOptions,
): Promise<void> {
  const { vms } = context.conversation.engine;
  await createOnce(
    async () => {
      try {
        await vms.start(vmId, context.seat, options);
      } catch (error) {
        if (!hasCode(error, "already_running")) throw error;
      }
      return true;
    },
    async () => (await wasStartedSince(vmId, since, context)) || undefined,
  );
}

/**
 * Whether a VM that could not be started, as its error says, may run all the same.
 *
 * @param error what `startVm` has thrown
 * @param since the newest event before the start
 */
export async function mayHaveStarted(
  error: unknown,
  vmId: string,
  since: number,
  context: Context,
): Promise<boolean> {
  // To ask an engine that is away would be to wait for it once more.
  if (hasCode(error, "unreachable")) return true;
  return wasStartedSince(vmId, since, context).catch(() => true);
}

async function wasStartedSince(
  vmId: string,
  since: number,
  { conversation }: Pick<Context, "conversation">,
): Promise<boolean> {
  const events = await conversation.engine.events.since(since);
  return wasStarted(events.filter(event => event.vmId === vmId));
}
