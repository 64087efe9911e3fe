/**
 * @module What a VM or template has set when nobody says otherwise.
 */

import { isWindows, osType, other } from "./os-types";
import { settle } from "./settle";
import { defaultTimeZone } from "./time-zones";
import type { VmSettings } from "./vm";

export const mebibyte = 1024 * 1024;
export const gibibyte = 1024 * mebibyte;

export function defaultSettings(name: string, osName = "other"): VmSettings {
  return settle({
    name,
    description: "",
    comment: "",
    auto_pinning_policy: "disabled",
    bios: { boot_menu: { enabled: false }, type: "q35_ovmf" },
    console: { enabled: false },
    cpu: { architecture: "x86_64", topology: { cores: 1, sockets: 1, threads: 1 } },
    cpu_pinning_policy: "none",
    cpu_shares: 0,
    delete_protected: false,
    display: {
      allow_override: false,
      copy_paste_enabled: true,
      disconnect_action: "LOCK_SCREEN",
      disconnect_action_delay: 0,
      file_transfer_enabled: true,
      monitors: 1,
      smartcard_enabled: false,
      type: "vnc",
      video_type: "vga",
    },
    high_availability: { enabled: false, priority: 0 },
    io: { threads: 1 },
    large_icon: { id: other.largeIcon },
    memory: gibibyte,
    memory_policy: { ballooning: true, guaranteed: gibibyte, max: 4 * gibibyte },
    migration: {
      auto_converge: "inherit",
      compressed: "inherit",
      encrypted: "inherit",
      parallel_migrations_policy: "inherit",
    },
    migration_downtime: -1,
    multi_queues_enabled: true,
    origin: "ovirt",
    os: { boot: { devices: ["hd"] }, type: osType(osName).name },
    placement_policy: { affinity: "migratable" },
    rng_device: { source: "urandom" },
    small_icon: { id: other.smallIcon },
    soundcard_enabled: true,
    sso: { methods: [{ id: "guest_agent" }] },
    start_paused: false,
    stateless: false,
    storage_error_resume_behaviour: "auto_resume",
    time_zone: { name: isWindows(osName) ? defaultTimeZone.windows : defaultTimeZone.other },
    tpm_enabled: false,
    type: "server",
    usb: { enabled: false },
    virtio_scsi: { enabled: true },
    virtio_scsi_multi_queues_enabled: false,
  });
}
