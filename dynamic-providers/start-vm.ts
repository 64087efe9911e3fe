/** @module Starting a VM of ours without starting it twice. */

import { createOnce } from "../ovirt/create-once";
import { hasCode } from "../ovirt/errors";
import { wasStarted } from "../ovirt/event";
import type { StartOptions } from "../ovirt/vm";
import type { Context } from "./provider";

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
  const { engine } = context.conversation;
  await createOnce(
    async () => {
      try {
        await engine.vms.start(vmId, context.seat, options);
      } catch (error) {
        if (!hasCode(error, "already_running")) throw error;
      }
      return true;
    },
    async () => {
      const events = await engine.events.since(since);
      return wasStarted(events.filter(event => event.vmId === vmId)) || undefined;
    },
  );
}
