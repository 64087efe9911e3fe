/** @module Network interfaces of a VM. */

import type { Api } from "./api";
import { type Json, list, object, requiredText, text } from "./json";

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

export class Nics {
  constructor(private readonly api: Api) {}

  async list(vmId: string, vmName: string): Promise<Nic[]> {
    const answer = await this.api.get(path(vmId), {}, `reading the NICs of ${vmName}`);
    return list(answer, "nic").map(toNic);
  }

  /** A profile has to be named by its id: by name it is ignored without a word (facts/ovirt.md). */
  async create(vmId: string, vmName: string, nic: NewNic): Promise<Nic> {
    const body = {
      name: nic.name,
      interface: "virtio",
      vnic_profile: { id: nic.vnicProfileId },
      ...(nic.mac ? { mac: { address: nic.mac } } : {}),
    };
    return toNic(await this.api.post(path(vmId), body, `adding ${nic.name} to ${vmName}`));
  }

  async changeProfile(vmId: string, vmName: string, nicId: string, vnicProfileId: string): Promise<Nic> {
    const body = { vnic_profile: { id: vnicProfileId } };
    return toNic(
      await this.api.put(
        `${path(vmId)}/${encodeURIComponent(nicId)}`,
        body,
        `changing the network of ${vmName}`,
      ),
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

function toNic(json: Json): Nic {
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    mac: text(object(json, "mac"), "address"),
    vnicProfileId: text(object(json, "vnic_profile"), "id"),
  };
}
