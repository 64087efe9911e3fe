/** @module Nic: the one network interface of a seat; those that came with the template are taken away. */

import { createOnce } from "../ovirt/create-once";
import { EngineError } from "../ovirt/errors";
import type { Nic } from "../ovirt/nic";
import { readOwned } from "./owned-vm";
import type { Context, Created, Provider, SeatInputs } from "./provider";

export interface NicInputs extends SeatInputs {
  readonly vmId: string;
  /** For the data center, in which the network's name counts. */
  readonly cluster: string;
  readonly network: string;
  readonly vnicProfile?: string;
}

export interface NicOutputs extends NicInputs {
  /** `56:6f:00:01:00:29`. */
  readonly mac: string;
}

const nicName = "nic0";

export const nicProvider: Provider<NicInputs, NicOutputs> = {
  kind: "Nic",
  replacedBy: ["owner", "vmId"],
  updatedBy: ["network", "vnicProfile"],

  async create(inputs, context): Promise<Created<NicOutputs>> {
    const { nics } = context.conversation.engine;
    const profile = await context.conversation.vnicProfile(inputs);
    const there = await nics.list(inputs.vmId, context.seat);
    const ours = there.find(nic => nic.name === nicName && nic.vnicProfileId === profile.id);
    for (const nic of there) {
      if (nic !== ours) await nics.delete(inputs.vmId, context.seat, nic);
    }
    const nic = ours ?? (await add(inputs.vmId, profile.id, undefined, context));
    // One VM has one such interface, so the VM's id is its id: it stays when the interface has to be made again.
    return { id: inputs.vmId, outputs: { ...inputs, mac: macOf(nic, context) } };
  },

  async read(id, outputs, context) {
    const vm = await context.conversation.listed(context.owner, id);
    if (!vm) return undefined;
    const there = await context.conversation.engine.nics.list(id, context.seat);
    const nic = there.find(candidate => candidate.mac === outputs.mac);
    const profiles = await context.conversation.vnicProfiles();
    const profile = profiles.find(candidate => candidate.id === nic?.vnicProfileId);
    return { ...outputs, network: nic ? (profile?.networkName ?? "(no network)") : "(no interface)" };
  },

  async update(id, olds, news, context) {
    const { nics } = context.conversation.engine;
    await readOwned(id, context, `changing the network of ${context.seat}`);
    const profile = await context.conversation.vnicProfile(news);
    const there = await nics.list(id, context.seat);
    const nic = there.find(candidate => candidate.mac === olds.mac);
    if (nic) await nics.changeProfile(id, context.seat, nic.id, profile.id);
    // Windows knows its address by this interface's MAC: a new interface has to have the old one's.
    else await add(id, profile.id, olds.mac, context);
    return { ...news, mac: olds.mac };
  },
};

async function add(
  vmId: string,
  vnicProfileId: string,
  mac: string | undefined,
  context: Context,
): Promise<Nic> {
  const { nics } = context.conversation.engine;
  return createOnce(
    () => nics.create(vmId, context.seat, { name: nicName, vnicProfileId, ...(mac ? { mac } : {}) }),
    async () => (await nics.list(vmId, context.seat)).find(nic => nic.name === nicName),
  );
}

function macOf(nic: Nic, { seat }: Context): string {
  if (nic.mac) return nic.mac;
  throw new EngineError({
    code: "unexpected_answer",
    operation: `adding ${nicName} to ${seat}`,
    message: "the engine gave the interface no MAC address",
    remedy: "Check the MAC address pool of the cluster, then run again",
  });
}
