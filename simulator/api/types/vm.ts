/**
 * @module A virtual machine.
 */

import {
  boolean,
  date,
  entity,
  later,
  list,
  type ObjectType,
  type Of,
  oneOf,
  type Reference,
  text,
} from "../schema";
import { cdrom } from "./cdrom";
import { diskAttachment } from "./disk-attachment";
import { graphicsConsole } from "./graphics-console";
import { nic } from "./nic";
import { permission } from "./permission";
import { reference } from "./reference";
import { reportedDevice } from "./reported-device";
import { snapshot } from "./snapshot";
import { statistic } from "./statistic";
import { template } from "./template";
import { vmBaseFields } from "./vm-base";
import * as parts from "./vm-parts";

export const vm = entity("Vm", {
  creation_status: text,
  ...vmBaseFields,
  fqdn: text,
  guest_operating_system: parts.guestOperatingSystem,
  guest_time_zone: parts.timeZone,
  has_illegal_images: boolean,
  next_run_configuration_exists: boolean,
  numa_tune_mode: oneOf("interleave", "preferred", "strict"),
  payloads: list("payload", parts.payload),
  run_once: boolean,
  start_time: date,
  status: text,
  status_detail: text,
  stop_reason: text,
  stop_time: date,
  use_latest_template_version: boolean,
  affinity_labels: list("affinity_label", reference("AffinityLabel")),
  applications: list("application", reference("Application")),
  cdroms: list(
    "cdrom",
    later(() => cdrom),
  ),
  disk_attachments: list(
    "disk_attachment",
    later(() => diskAttachment),
  ),
  graphics_consoles: list(
    "graphics_console",
    later(() => graphicsConsole),
  ),
  host: reference("Host"),
  instance_type: reference("InstanceType"),
  nics: list(
    "nic",
    later(() => nic),
  ),
  original_template: reference("Template"),
  permissions: list(
    "permission",
    later(() => permission),
  ),
  reported_devices: list(
    "reported_device",
    later(() => reportedDevice),
  ),
  sessions: list("session", reference("Session")),
  snapshots: list(
    "snapshot",
    later(() => snapshot),
  ),
  statistics: list(
    "statistic",
    later(() => statistic),
  ),
  tags: list("tag", reference("Tag")),
  template: later((): ObjectType<Reference> => template),
  vm_pool: reference("VmPool"),
});

export type VmBody = Of<typeof vm>;
