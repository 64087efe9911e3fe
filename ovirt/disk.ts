/** @module Disks of a VM, and of its snapshots. */

import type { Api } from "./api";
import { flag, type Json, list, object, requiredText, text } from "./json";
import { VmParts } from "./vm-parts";

export interface Disk {
  readonly id: string;
  readonly name: string;
  /** Whether snapshots hold it: neither a disk that VMs share, nor a LUN (`isAllowSnapshot` of the engine's disks). */
  readonly inSnapshots: boolean;
}

export class Disks {
  private readonly ids: VmParts<string>;

  constructor(private readonly api: Api) {
    this.ids = new VmParts(api, {
      called: "disks",
      link: "diskattachments",
      collection: "disk_attachments",
      member: "disk_attachment",
      // An attachment has the id of its disk.
      read: attachment => requiredText(attachment, "id"),
    });
  }

  /** Their ids alone, for many VMs at the price of one request where they are asked for at once. */
  async idsTogether(vmId: string, vmName: string): Promise<readonly string[]> {
    return (await this.ids.of(vmId, vmName)) ?? (await this.list(vmId, vmName)).map(({ id }) => id);
  }

  async list(vmId: string, vmName: string): Promise<Disk[]> {
    const path = `/vms/${encodeURIComponent(vmId)}/diskattachments`;
    const answer = await this.api.get(path, { follow: "disk" }, `reading the disks of ${vmName}`);
    return list(answer, "disk_attachment").map(attachment => toDisk(object(attachment, "disk")));
  }

  /** The ids of the disks that a snapshot holds. */
  async idsInSnapshot(vmId: string, vmName: string, snapshotId: string): Promise<string[]> {
    const path = `/vms/${encodeURIComponent(vmId)}/snapshots/${encodeURIComponent(snapshotId)}/disks`;
    const answer = await this.api.get(path, {}, `reading the disks of a snapshot of ${vmName}`);
    return list(answer, "disk").map(disk => requiredText(disk, "id"));
  }
}

function toDisk(json: Json): Disk {
  const id = requiredText(json, "id");
  return {
    id,
    name: text(json, "alias") ?? text(json, "name") ?? id,
    inSnapshots: !flag(json, "shareable") && text(json, "storage_type") !== "lun",
  };
}
