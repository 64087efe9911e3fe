/**
 * @module A host.
 */

import { boolean, entity, integer, list, type Of, part, text } from "../schema";
import { reference } from "./reference";
import { certificate, cpu, operatingSystem, version } from "./vm-parts";

export const host = entity("Host", {
  address: text,
  auto_numa_status: text,
  certificate,
  cpu,
  device_passthrough: part("HostDevicePassthrough", { enabled: boolean }),
  external_status: text,
  hardware_information: part("HardwareInformation", {
    family: text,
    manufacturer: text,
    product_name: text,
    serial_number: text,
    supported_rng_sources: list("supported_rng_source", text),
    uuid: text,
    version: text,
  }),
  iscsi: part("IscsiDetails", { initiator: text }),
  kdump_status: text,
  ksm: part("Ksm", { enabled: boolean }),
  libvirt_version: version,
  max_scheduling_memory: integer,
  memory: integer,
  numa_supported: boolean,
  os: operatingSystem,
  ovn_configured: boolean,
  port: integer,
  power_management: part("PowerManagement", {
    automatic_pm_enabled: boolean,
    enabled: boolean,
    kdump_detection: boolean,
    pm_proxies: list("pm_proxy", part("PmProxy", { type: text })),
  }),
  protocol: text,
  reinstallation_required: boolean,
  se_linux: part("SeLinux", { mode: text }),
  spm: part("Spm", { priority: integer, status: text }),
  ssh: part("Ssh", { port: integer }),
  status: text,
  summary: part("VmSummary", { active: integer, migrating: integer, total: integer }),
  transparent_hugepages: part("TransparentHugePages", { enabled: boolean }),
  type: text,
  update_available: boolean,
  version,
  vgpu_placement: text,
  cluster: reference("Cluster"),
});

export type HostBody = Of<typeof host>;
