/** @module Nic: the one network interface of a seat; those that came with the template are taken away. */

import type { VnicProfile } from "../ovirt/catalog";
import { createOnce } from "../ovirt/create-once";
import { EngineError } from "../ovirt/errors";
import type { NewNic, Nic } from "../ovirt/nic";
import type { Vm } from "../ovirt/vm";
import type { Context } from "./conversation/context";
import type { Created, Provider, SeatInputs } from "./provider";
import { requireKeepsChanges } from "./steps/change-vm";
import { readOwned, wasNeverStarted } from "./steps/owned-vm";

export interface NicInputs extends SeatInputs {
  readonly vmId: string;
  readonly network: string;
  readonly vnicProfile?: string;
}

interface NicState extends NicInputs {
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
    const profile = await profileOf(inputs, context);
    const owned = await readOwned(inputs.vmId, context, `giving ${context.seat} its network`);
    const there = await nics.listTogether(inputs.vmId, context.seat);
    if (!(await wasNeverStarted(owned, context))) {
      const nic = interfaceOfWindows(there, context);
      if (nic.vnicProfileId !== profile.id) requireKeepsChanges(owned.vm, context);
      return { id: nicName, state: stateOf(inputs, await kept(nic, inputs, profile.id, context)) };
    }
    const ours = there.find(nic => nic.name === nicName && nic.vnicProfileId === profile.id);
    for (const nic of there) {
      if (nic !== ours) await nics.delete(inputs.vmId, context.seat, nic);
    }
    const nic = ours ?? (await add(inputs.vmId, profile.id, undefined, context));
    // One VM has one such interface: its name is id enough, and stays when the interface has to be made again.
    const mac = macOf(nic, context);
    context.conversation.macs.set(inputs.vmId, mac);
    return { id: nicName, state: stateOf(inputs, mac) };
  },

  async read(_id, state, context) {
    const vm = await context.conversation.known.listed(context.owner, state.vmId);
    if (!vm) return undefined;
    const there = await context.conversation.engine.nics.list(state.vmId, context.seat);
    const nic = there.find(candidate => hasMac(candidate, state.mac));
    if (!nic) {
      const named = there.find(({ name }) => name === nicName);
      return { ...state, network: named ? `(${nicName} with MAC ${named.mac})` : "(no interface)" };
    }
    const profiles = await context.conversation.lookups.vnicProfiles();
    const profile = profiles.find(candidate => candidate.id === nic.vnicProfileId);
    return { ...state, network: profile?.networkName ?? "(no network)" };
  },

  async update(_id, { vmId, mac }, news, context) {
    const { nics } = context.conversation.engine;
    const { vm } = await readOwned(vmId, context, `changing the network of ${context.seat}`);
    requireKeepsChanges(vm, context);
    const profile = await profileOf(news, context);
    const there = await nics.list(vmId, context.seat);
    const nic = there.find(candidate => hasMac(candidate, mac)) ?? there.find(({ name }) => name === nicName);
    // Windows knows its address by this MAC: an interface that somebody has edited or made anew has to have it, too.
    if (!nic) await add(vmId, profile.id, mac, context);
    else if (hasMac(nic, mac)) {
      await nics.change(vmId, context.seat, nic.id, { vnicProfileId: profile.id });
    } else {
      requireOff(vm, nic, mac, context);
      await nics.change(vmId, context.seat, nic.id, { vnicProfileId: profile.id, mac });
    }
    return stateOf(news, mac);
  },
};

function stateOf(inputs: NicInputs, mac: string): NicState {
  return { ...inputs, mac };
}

/** A network's name counts in the data center of the seat's cluster. */
function profileOf(inputs: NicInputs, { conversation, owner }: Context): Promise<VnicProfile> {
  const { cluster } = conversation.seat(owner).settings;
  return conversation.lookups.vnicProfile({ ...inputs, cluster });
}

/** The interface by whose MAC Windows knows its address: somebody may have renamed it. Undefined when several may be it, or none. */
export function nicOfWindows(there: readonly Nic[]): Nic | undefined {
  return there.find(({ name }) => name === nicName) ?? (there.length === 1 ? there[0] : undefined);
}

/** @throws EngineError when it is not clear which interface Windows knows */
function interfaceOfWindows(there: readonly Nic[], { seat }: Context): Nic {
  const nic = nicOfWindows(there);
  if (nic) return nic;
  throw new EngineError({
    code: "refused",
    operation: `giving ${seat} its network`,
    message: `it is set up, and none of its ${there.length} interfaces is called ${nicName}: Windows knows its address by the MAC of one`,
    remedy: `Name that one ${nicName} in the engine, or add it with the MAC that it had, or delete the VM, then run again`,
  });
}

/** Windows has been set up with the MAC of this interface, which has to stay; its network may be another now. */
async function kept(nic: Nic, inputs: NicInputs, vnicProfileId: string, context: Context): Promise<string> {
  const { nics } = context.conversation.engine;
  if (nic.vnicProfileId !== vnicProfileId) {
    await nics.change(inputs.vmId, context.seat, nic.id, { vnicProfileId });
  }
  return macOf(nic, context);
}

async function add(
  vmId: string,
  vnicProfileId: string,
  mac: string | undefined,
  context: Context,
): Promise<Nic> {
  const { nics } = context.conversation.engine;
  const wanted = { name: nicName, vnicProfileId, ...(mac ? { mac } : {}) };
  return createOnce(
    () => nics.create(vmId, context.seat, wanted),
    // The name alone may be another's, whom somebody has put in its place.
    async () => (await nics.list(vmId, context.seat)).find(nic => isLike(nic, wanted)),
  );
}

function isLike(nic: Nic, { name, vnicProfileId, mac }: NewNic): boolean {
  return nic.name === name && nic.vnicProfileId === vnicProfileId && (mac === undefined || hasMac(nic, mac));
}

/** People write a MAC in capitals, too. */
function hasMac(nic: Nic, mac: string): boolean {
  return nic.mac?.toLowerCase() === mac.toLowerCase();
}

/** @throws EngineError while the VM runs: the engine would change no MAC, and to unplug is for somebody who sees who works there */
function requireOff(vm: Vm, nic: Nic, mac: string, { seat }: Context): void {
  if (vm.status === "down") return;
  throw new EngineError({
    code: "refused",
    operation: `changing the network of ${seat}`,
    message: `its interface ${nicName} has the MAC ${nic.mac} in place of ${mac}, by which Windows knows its address, and the VM is ${vm.status}`,
    remedy: "Shut the VM down, then run again: the engine gives the MAC back only while it is off",
  });
}

/** The address of a seat's interface, as this run has made it, or as it is. */
export async function macOfSeat(vmId: string, context: Context): Promise<string> {
  const { conversation, seat } = context;
  const known = conversation.macs.get(vmId);
  if (known !== undefined) return known;
  const there = await conversation.engine.nics.listTogether(vmId, seat);
  const nic = nicOfWindows(there);
  if (nic) return macOf(nic, context);
  throw new EngineError({
    code: "ended_otherwise",
    operation: `reading the MAC address of ${seat}`,
    message: `its interface ${nicName} is gone`,
    remedy: "Somebody has taken it away: refresh and run again",
  });
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
