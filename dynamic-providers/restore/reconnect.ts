/** @module The network of a seat after a restore, which makes its interface anew in the network of the snapshot's time. */

import type { VnicProfile } from "../../ovirt/catalog";
import type { Context } from "../conversation/context";
import { nicOfWindows } from "../nic";

/** The vNIC profile that the settings name now. @throws ProviderError when there is none */
export function vnicProfileOfSeat({ conversation, owner }: Context): Promise<VnicProfile> {
  const { networkName: network, vnicProfile, cluster } = conversation.seat(owner).settings;
  const profile = vnicProfile === undefined ? {} : { vnicProfile };
  return conversation.lookups.vnicProfile({ network, cluster, ...profile });
}

/** The old tool's VMs have one interface of another name; which of several would be meant, nobody has said. */
export async function reconnect(vmId: string, profile: VnicProfile, context: Context): Promise<void> {
  const { nics } = context.conversation.engine;
  const there = await nics.listTogether(vmId, context.seat);
  const nic = nicOfWindows(there);
  if (!nic || nic.vnicProfileId === profile.id) return;
  await nics.change(vmId, context.seat, nic.id, { vnicProfileId: profile.id });
}
