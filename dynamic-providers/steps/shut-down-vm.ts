/** @module Asking the guest of a VM of ours to shut itself down, and waiting until it has. */

import { EngineError } from "../../ovirt/errors";
import type { VmStatus } from "../../ovirt/vm";
import type { Context } from "../conversation/context";
import { readOwned } from "./owned-vm";

/** Statuses in which a guest can hear its power button. */
const listening: ReadonlySet<VmStatus> = new Set([
  "up",
  "powering_up",
  "powering_down",
  "reboot_in_progress",
]);

/** Nothing happens to a VM that is down. @throws EngineError when the guest cannot hear, or is not down in time */
export async function shutDownVm(vmId: string, context: Context): Promise<void> {
  const { conversation, owner, seat } = context;
  const { vm } = await readOwned(vmId, context, `shutting ${seat} down`);
  if (vm.status === "down") return;
  if (!listening.has(vm.status)) {
    throw new EngineError({
      code: "refused",
      operation: `shutting ${seat} down`,
      message: `the VM is ${vm.status}, in which its guest cannot shut itself down`,
      remedy: "Look at the VM in the engine: let it run on, or power it off there",
    });
  }
  const waiter = conversation.waiter(owner);
  const since = await waiter.now();
  context.show("shutting down");
  // One that is on its way is not asked again.
  if (vm.status !== "powering_down") await conversation.engine.vms.shutdown(vmId, seat);
  const doing = `waiting for ${seat} to shut down`;
  let listened = false;
  await waiter.wait({
    vmId,
    vmName: seat,
    doing,
    limit: conversation.connection.limits.stop,
    since,
    onNews: news => context.show(`shutting down (${news.vm?.status ?? "gone"})`),
    look: ({ vm: seen }) => {
      if (!seen || seen.status === "down") return { result: undefined };
      if (seen.status === "powering_down") listened = true;
      if (seen.status !== "up" || !listened) return undefined;
      const message = "the engine has given up: the guest runs on";
      throw new EngineError({ code: "ended_otherwise", operation: doing, message, remedy });
    },
    remedy,
  });
}

const remedy =
  "Its guest may not listen to the power button, or ask its user about open work: shut it down from inside, or power it off in the engine";
