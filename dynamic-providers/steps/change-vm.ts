/** @module Changing a VM of ours in place: at once where it is down, else from its next start on. */

import { EngineError } from "../../ovirt/errors";
import { runsStateless, type Vm } from "../../ovirt/vm";
import type { VmChanges } from "../../ovirt/vm-request";
import type { Context } from "../conversation/context";

/** @throws EngineError when it is stateless and runs */
export async function changeVm(vm: Vm, changes: VmChanges, context: Context): Promise<void> {
  const { conversation, seat } = context;
  const { vms } = conversation.engine;
  requireKeepsChanges(vm, context);
  // A stateless one is locked while it goes back at its stop, which is waited for.
  if (vm.status === "down" || vm.stateless) {
    await vms.change(vm.id, seat, changes);
    return;
  }
  await vms.changeNextRun(vm.id, seat, changes);
  const { name, description, comment, ...others } = changes;
  if (Object.keys(others).length === 0) return;
  conversation.log.write("seats", "info", "its changes wait for its next start", { seat });
  conversation.warnOfRunning();
}

/**
 * At the stop of a stateless run the engine puts the VM back as it was at the start, settings and NICs, and does so after what
 * waited for the next run (ProcessDownVmCommand and RestoreAllSnapshotsCommand in its source).
 *
 * @throws EngineError when it runs so: its changes would be lost, and the state would say otherwise
 */
export function requireKeepsChanges(vm: Vm, { owner, seat }: Context): void {
  if (!runsStateless(vm)) return;
  throw new EngineError({
    code: "refused",
    operation: `changing VM ${seat}`,
    message: "it runs stateless: at its stop the engine would put its settings and its network back",
    remedy: `Shut it down first, by virtroom shutdown ${owner.stack} ${seat}, then run again`,
  });
}
