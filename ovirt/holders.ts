/** @module Which addresses VMs hold, as their guests report them. */

import type { Holder, Leaver } from "../room/preflight/held-addresses";
import type { Vms } from "./vms";

/** One request a VM. */
export function readHolders(
  vms: Pick<Vms, "reportedAddresses">,
  leavers: readonly Leaver[],
): Promise<Holder[]> {
  return Promise.all(
    leavers.map(async vm => ({ ...vm, addresses: await vms.reportedAddresses(vm.id, vm.name) })),
  );
}
