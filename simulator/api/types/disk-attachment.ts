/**
 * @module How a disk hangs on a VM or a template.
 */

import { boolean, entity, later, type Of, oneOf, text } from "../schema";
import { disk } from "./disk";
import { reference } from "./reference";

export const diskAttachment = entity("DiskAttachment", {
  active: boolean,
  bootable: boolean,
  interface: oneOf("ide", "sata", "spapr_vscsi", "virtio", "virtio_scsi"),
  logical_name: text,
  pass_discard: boolean,
  read_only: boolean,
  uses_scsi_reservation: boolean,
  disk: later(() => disk),
  template: reference("Template"),
  vm: reference("Vm"),
});

export type DiskAttachmentBody = Of<typeof diskAttachment>;
