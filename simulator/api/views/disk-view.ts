/**
 * @module How disks and their attachments are shown.
 */

import type { Disk } from "../../engine/disk";
import type { Engine } from "../../engine/engine";
import type { DiskBody } from "../types/disk";
import type { DiskAttachmentBody } from "../types/disk-attachment";
import { actionsOf, linksOf, ref } from "./address";

const actions = ["sparsify", "copy", "export", "move", "refreshlun", "convert", "reduce"];

export function diskBody(engine: Engine, disk: Disk): DiskBody {
  const self = ref("disks", disk.id);
  const dataCenter = [...engine.dataCenters.keys()][0] ?? "";
  return {
    ...self,
    ...common(disk),
    actions: actionsOf(self.href, actions),
    link: linksOf(self.href, ["disksnapshots", "permissions", "statistics"]),
    actual_size: disk.actual,
    total_size: disk.actual,
    qcow_version: disk.qcowVersion,
    disk_profile: disk.withoutProfile ? undefined : ref("diskprofiles", engine.fixed.diskProfile),
    quota: ref(`datacenters/${dataCenter}/quotas`, engine.fixed.quota),
    storage_domains: [ref("storagedomains", disk.storageDomain)],
  };
}

/** As a snapshot keeps it. */
export function keptDiskBody(disk: Disk, snapshot: string): DiskBody {
  return {
    id: disk.id,
    ...common(disk),
    status: "ok",
    actual_size: disk.provisioned / 10,
    total_size: 0,
    snapshot: { id: snapshot },
    storage_domains: [{ id: disk.storageDomain }],
  };
}

function common(disk: Disk): DiskBody {
  return {
    name: disk.alias,
    description: disk.description,
    alias: disk.alias,
    backup: "none",
    content_type: "data",
    format: disk.format,
    image_id: disk.imageId,
    propagate_errors: false,
    provisioned_size: disk.provisioned,
    shareable: disk.shareable,
    sparse: disk.sparse,
    status: disk.status,
    storage_type: "image",
    wipe_after_delete: false,
  };
}

/** `owner`: the VM, or the template that poses as one. */
export function attachmentBody(
  collection: "vms" | "templates",
  owner: string,
  disk: Disk,
): DiskAttachmentBody {
  return {
    ...ref(`${collection}/${owner}/diskattachments`, disk.id),
    active: disk.active,
    bootable: disk.bootable,
    interface: disk.interface,
    pass_discard: false,
    read_only: disk.readOnly,
    uses_scsi_reservation: false,
    disk: ref("disks", disk.id),
    template: collection === "templates" ? ref("templates", owner) : undefined,
    vm: ref("vms", owner),
  };
}
