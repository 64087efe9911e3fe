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

interface NicState extends Omit<NicInputs, "cluster"> {
  /** `56:6f:00:01:00:29`. */
  readonly mac: string;
}

const nicName = "nic0";

export const nicProvider: Provider<NicInputs, NicState> = {
  kind: "Nic",
  replacedBy: ["owner", "vmId"],
  updatedBy: ["network", "vnicProfile"],

  async create(inputs, context): Promise<Created<NicState>> {
    const { nics } = context.conversation.engine;
    const profile = await context.conversation.vnicProfile(inputs);
    const there = await nics.list(inputs.vmId, context.seat);
    const ours = there.find(nic => nic.name === nicName && nic.vnicProfileId === profile.id);
    for (const nic of there) {
      if (nic !== ours) await nics.delete(inputs.vmId, context.seat, nic);
    }
    const nic = ours ?? (await add(inputs.vmId, profile.id, undefined, context));
    // One VM has one such interface: its name is id enough, and stays when the interface has to be made again.
    return { id: nicName, state: stateOf(inputs, macOf(nic, context)) };
  },

  async read(_id, state, context) {
    const vm = await context.conversation.listed(context.owner, state.vmId);
    if (!vm) return undefined;
    const there = await context.conversation.engine.nics.list(state.vmId, context.seat);
    const nic = there.find(candidate => candidate.mac === state.mac);
    const profiles = await context.conversation.vnicProfiles();
    const profile = profiles.find(candidate => candidate.id === nic?.vnicProfileId);
    return { ...state, network: nic ? (profile?.networkName ?? "(no network)") : "(no interface)" };
  },

  async update(_id, { vmId, mac }, news, context) {
    const { nics } = context.conversation.engine;
    await readOwned(vmId, context, `changing the network of ${context.seat}`);
    const profile = await context.conversation.vnicProfile(news);
    const there = await nics.list(vmId, context.seat);
    const nic = there.find(candidate => candidate.mac === mac);
    if (nic) await nics.changeProfile(vmId, context.seat, nic.id, profile.id);
    // Windows knows its address by this interface's MAC: a new interface has to have the old one's.
    else await add(vmId, profile.id, mac, context);
    return stateOf(news, mac);
  },
};

function stateOf({ cluster, ...state }: NicInputs, mac: string): NicState {
  return { ...state, mac };
}

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
