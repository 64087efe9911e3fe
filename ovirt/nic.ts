/** @module Network interfaces of a VM. */

import type { Api } from "./api";
import { type Json, list, object, requiredText, text } from "./json";
import { VmParts } from "./vm-parts";

export interface Nic {
  readonly id: string;
  readonly name: string;
  /** `56:6f:00:01:00:29`; the engine gives one to each new NIC. */
  readonly mac: string | undefined;
  readonly vnicProfileId: string | undefined;
}

export interface NewNic {
  readonly name: string;
  readonly vnicProfileId: string;
  /** Without one the engine chooses from its pool. */
  readonly mac?: string;
}

export interface NicChanges {
  readonly vnicProfileId: string;
  /** The engine takes another one only while the VM is off, or the NIC unplugged. */
  readonly mac?: string;
}

export class Nics {
  private readonly ofVms: VmParts<Nic>;

  constructor(private readonly api: Api) {
    this.ofVms = new VmParts(api, {
      called: "NICs",
      link: "nics",
      collection: "nics",
      member: "nic",
      read: toNic,
    });
  }

  /** As `list`, for many VMs at the price of one request where they are asked for at once. */
  async listTogether(vmId: string, vmName: string): Promise<readonly Nic[]> {
    return (await this.ofVms.of(vmId, vmName)) ?? this.list(vmId, vmName);
  }

  async list(vmId: string, vmName: string): Promise<Nic[]> {
    const answer = await this.api.get(path(vmId), {}, `reading the NICs of ${vmName}`);
    return list(answer, "nic").map(toNic);
  }

  async create(vmId: string, vmName: string, nic: NewNic): Promise<Nic> {
    const body = { name: nic.name, interface: "virtio", ...bodyOf(nic) };
    return toNic(await this.api.post(path(vmId), body, `adding ${nic.name} to ${vmName}`));
  }

  async change(vmId: string, vmName: string, nicId: string, changes: NicChanges): Promise<Nic> {
    const operation = `changing the network of ${vmName}`;
    return toNic(
      await this.api.put(`${path(vmId)}/${encodeURIComponent(nicId)}`, bodyOf(changes), operation),
    );
  }

  async delete(vmId: string, vmName: string, nic: Nic): Promise<void> {
    await this.api.delete(
      `${path(vmId)}/${encodeURIComponent(nic.id)}`,
      `removing ${nic.name} from ${vmName}`,
    );
  }
}

function path(vmId: string): string {
  return `/vms/${encodeURIComponent(vmId)}/nics`;
}

/** A profile has to be named by its id: by name it is ignored without a word (docs/facts/ovirt.md). */
function bodyOf({ vnicProfileId, mac }: NicChanges): Json {
  return { vnic_profile: { id: vnicProfileId }, ...(mac ? { mac: { address: mac } } : {}) };
}

function toNic(json: Json): Nic {
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    mac: text(object(json, "mac"), "address"),
    vnicProfileId: text(object(json, "vnic_profile"), "id"),
  };
}
