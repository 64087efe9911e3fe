/**
 * @module Parts that VMs, templates and snapshots have in common.
 */

import { boolean, decimal, integer, list, oneOf, part, text } from "../schema";
import { reference } from "./reference";

export const property = part("Property", { name: text, value: text });
export const version = part("Version", {
  build: integer,
  full_version: text,
  major: integer,
  minor: integer,
  revision: integer,
});

export const bios = part("Bios", {
  boot_menu: part("BootMenu", { enabled: boolean }),
  type: oneOf("cluster_default", "i440fx_sea_bios", "q35_ovmf", "q35_sea_bios", "q35_secure_boot"),
});

export const console = part("Console", { enabled: boolean });

export const cpu = part("Cpu", {
  architecture: oneOf("aarch64", "ppc64", "s390x", "undefined", "x86_64"),
  cpu_tune: part("CpuTune", {
    vcpu_pins: list("vcpu_pin", part("VcpuPin", { cpu_set: text, vcpu: integer })),
  }),
  level: integer,
  mode: oneOf("custom", "host_model", "host_passthrough"),
  name: text,
  speed: decimal,
  topology: part("CpuTopology", { cores: integer, sockets: integer, threads: integer }),
  type: text,
});

export const certificate = part("Certificate", { content: text, organization: text, subject: text });

export const display = part("Display", {
  address: text,
  allow_override: boolean,
  certificate,
  copy_paste_enabled: boolean,
  disconnect_action: text,
  disconnect_action_delay: integer,
  file_transfer_enabled: boolean,
  keyboard_layout: text,
  monitors: integer,
  port: integer,
  proxy: text,
  secure_port: integer,
  single_qxl_pci: boolean,
  smartcard_enabled: boolean,
  type: oneOf("spice", "vnc"),
  video_type: oneOf("bochs", "cirrus", "none", "qxl", "ramfb", "vga", "virtio"),
});

export const highAvailability = part("HighAvailability", { enabled: boolean, priority: integer });

const ip = part("Ip", { address: text, gateway: text, netmask: text, version: oneOf("v4", "v6") });
export const ips = list("ip", ip);

const nicConfiguration = part("NicConfiguration", {
  boot_protocol: oneOf("autoconf", "dhcp", "none", "poly_dhcp_autoconf", "static"),
  ip,
  ipv6: ip,
  ipv6_boot_protocol: oneOf("autoconf", "dhcp", "none", "poly_dhcp_autoconf", "static"),
  name: text,
  on_boot: boolean,
});

export const initialization = part("Initialization", {
  active_directory_ou: text,
  authorized_ssh_keys: text,
  cloud_init_network_protocol: oneOf("enbl", "openstack_metadata"),
  configuration: part("Configuration", { data: text, type: oneOf("ova", "ovf") }),
  custom_script: text,
  dns_search: text,
  dns_servers: text,
  domain: text,
  host_name: text,
  input_locale: text,
  nic_configurations: list("nic_configuration", nicConfiguration),
  org_name: text,
  regenerate_ids: boolean,
  regenerate_ssh_keys: boolean,
  root_password: text,
  system_locale: text,
  timezone: text,
  ui_language: text,
  user_locale: text,
  user_name: text,
  windows_license_key: text,
});

export const io = part("Io", { threads: integer });

export const memoryPolicy = part("MemoryPolicy", {
  ballooning: boolean,
  guaranteed: integer,
  max: integer,
  over_commit: part("MemoryOverCommit", { percent: integer }),
  transparent_hugepages: part("TransparentHugePages", { enabled: boolean }),
});

const inheritable = oneOf("false", "inherit", "true");

export const migration = part("MigrationOptions", {
  auto_converge: inheritable,
  bandwidth: part("MigrationBandwidth", {
    assignment_method: oneOf("auto", "custom", "hypervisor_default"),
    custom_value: integer,
  }),
  compressed: inheritable,
  custom_parallel_migrations: integer,
  encrypted: inheritable,
  parallel_migrations_policy: oneOf("auto", "auto_parallel", "custom", "disabled", "inherit"),
  policy: reference("MigrationPolicy"),
});

export const operatingSystem = part("OperatingSystem", {
  boot: part("Boot", {
    devices: list("device", oneOf("cdrom", "hd", "network")),
  }),
  cmdline: text,
  custom_kernel_cmdline: text,
  description: text,
  initrd: text,
  kernel: text,
  reported_kernel_cmdline: text,
  type: text,
  version,
});

export const placementPolicy = part("VmPlacementPolicy", {
  affinity: oneOf("migratable", "pinned", "user_migratable"),
  hosts: list("host", reference("Host")),
});

const payloadFile = part("File", { content: text, name: text, type: text });

export const payload = part("Payload", {
  files: list("file", payloadFile),
  type: oneOf("cdrom", "floppy"),
  volume_id: text,
});

export const rngDevice = part("RngDevice", {
  rate: part("Rate", { bytes: integer, period: integer }),
  source: oneOf("hwrng", "random", "urandom"),
});

export const sso = part("Sso", {
  methods: list("method", part("Method", { id: oneOf("guest_agent") }, "id")),
});

export const timeZone = part("TimeZone", { name: text, utc_offset: text });
export const usb = part("Usb", { enabled: boolean, type: oneOf("legacy", "native") });
export const virtioScsi = part("VirtioScsi", { enabled: boolean });

export const guestOperatingSystem = part("GuestOperatingSystem", {
  architecture: text,
  codename: text,
  distribution: text,
  family: text,
  kernel: part("Kernel", { version }),
  version,
});
