/**
 * @module A disk.
 */

import { boolean, entity, integer, list, type Of, oneOf, part, text } from "../schema";
import { reference } from "./reference";

export const disk = entity("Disk", {
  actual_size: integer,
  alias: text,
  backup: oneOf("incremental", "none"),
  bootable: boolean,
  content_type: text,
  format: oneOf("cow", "raw"),
  image_id: text,
  initial_size: integer,
  interface: oneOf("ide", "sata", "spapr_vscsi", "virtio", "virtio_scsi"),
  propagate_errors: boolean,
  provisioned_size: integer,
  qcow_version: text,
  read_only: boolean,
  shareable: boolean,
  sparse: boolean,
  status: text,
  storage_type: text,
  total_size: integer,
  wipe_after_delete: boolean,
  disk_profile: reference("DiskProfile"),
  quota: reference("Quota"),
  snapshot: part("Snapshot", { id: text }, "id"),
  storage_domain: reference("StorageDomain"),
  storage_domains: list("storage_domain", reference("StorageDomain")),
  template: reference("Template"),
});

export type DiskBody = Of<typeof disk>;
