/**
 * @module A snapshot of a VM. Its `vm` is the VM's configuration of that time.
 */

import { boolean, date, entity, later, list, type ObjectType, type Of, oneOf } from "../schema";
import { disk } from "./disk";
import { diskAttachment } from "./disk-attachment";
import { nic } from "./nic";
import { vm } from "./vm";
import { initialization } from "./vm-parts";

export const snapshot = entity("Snapshot", {
  initialization,
  date,
  disk_attachments: list(
    "disk_attachment",
    later(() => diskAttachment),
  ),
  disks: list(
    "disk",
    later(() => disk),
  ),
  nics: list(
    "nic",
    later(() => nic),
  ),
  persist_memorystate: boolean,
  snapshot_status: oneOf("in_preview", "locked", "ok"),
  snapshot_type: oneOf("active", "preview", "regular", "stateless"),
  vm: later((): ObjectType<object> => vm),
});

export type SnapshotBody = Of<typeof snapshot>;
