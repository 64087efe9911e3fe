/**
 * @module How hosts are shown.
 */

import type { Engine } from "../../engine/engine";
import { idFrom } from "../../engine/ids";
import type { Host } from "../../engine/inventory";
import type { HostBody } from "../types/host";
import { actionsOf, linksOf, ref } from "./address";

const actions = [
  "activate",
  "deactivate",
  "install",
  "syncallnetworks",
  "upgrade",
  "setupnetworks",
  "approve",
  "commitnetconfig",
  "enrollcertificate",
  "fence",
  "forceselectspm",
  "iscsidiscover",
  "discoveriscsi",
  "iscsilogin",
  "unregisteredstoragedomainsdiscover",
  "upgradecheck",
  "copyhostnetworks",
  "refresh",
];

const links = [
  "katelloerrata",
  "permissions",
  "tags",
  "affinitylabels",
  "fenceagents",
  "devices",
  "hooks",
  "nics",
  "numanodes",
  "storage",
  "networkattachments",
  "storageconnectionextensions",
  "unmanagednetworks",
  "externalnetworkproviderconfigurations",
  "cpuunits",
  "statistics",
];

/** Megabytes that the scheduler keeps back of each host. */
const reserved = 386;

export function hostBody(engine: Engine, host: Host, filtered = false): HostBody {
  const self = ref("hosts", host.id);
  const running = [...engine.vms.values()].filter(vm => vm.run?.host === host.id);
  const used = running.reduce((sum, vm) => sum + vm.settings.memory, 0);
  return {
    ...self,
    name: host.name,
    comment: "",
    actions: actionsOf(self.href, actions),
    link: linksOf(self.href, links),
    address: "127.0.0.1",
    auto_numa_status: "enable",
    certificate: { organization: "oVirt", subject: "O=oVirt,CN=127.0.0.1" },
    cpu: {
      name: "Intel(R) Xeon(R) Fake CPU",
      speed: 2400,
      topology: { cores: 16, sockets: 2, threads: 2 },
      type: filtered ? undefined : "Secure Intel Haswell Family",
    },
    device_passthrough: { enabled: false },
    external_status: "ok",
    hardware_information: {
      family: "Fake",
      manufacturer: "Fake",
      product_name: "FakeVDSM",
      serial_number: "F-1",
      supported_rng_sources: ["hwrng", "random"],
      uuid: idFrom(`hardware ${host.id}`),
      version: "1",
    },
    iscsi: { initiator: "iqn.1994-05.com.example:fakevdsm" },
    kdump_status: "disabled",
    ksm: { enabled: false },
    libvirt_version: { build: 0, full_version: "libvirt-10.10.0-7.el9", major: 10, minor: 10, revision: 0 },
    max_scheduling_memory: host.memory - used - reserved * 1024 * 1024,
    memory: host.memory,
    numa_supported: false,
    os: {
      custom_kernel_cmdline: "",
      description: "Fake Linux 9",
      reported_kernel_cmdline: "",
      type: "RHEL",
      version: { full_version: "9 - 1.0", major: 9 },
    },
    ovn_configured: false,
    port: 54321,
    power_management: { automatic_pm_enabled: true, enabled: false, kdump_detection: true, pm_proxies: [] },
    protocol: "stomp",
    reinstallation_required: false,
    se_linux: { mode: "enforcing" },
    spm: { priority: 5, status: host.status === "up" ? "spm" : "none" },
    ssh: { port: 22 },
    status: host.status,
    summary: { active: running.length, migrating: 0, total: running.length },
    transparent_hugepages: { enabled: true },
    type: "rhel",
    update_available: false,
    version: { build: 5, full_version: "vdsm-4.50.5.1-1.el9", major: 4, minor: 50, revision: 1 },
    vgpu_placement: "consolidated",
    cluster: ref("clusters", host.cluster),
  };
}
