/**
 * @module How clusters are shown.
 */

import type { Engine } from "../../engine/engine";
import type { Cluster } from "../../engine/inventory";
import type { ClusterBody } from "../types/cluster";
import { actionsOf, linksOf, ref } from "./address";
import { levelBody } from "./inventory-view";

const actions = ["resetemulatedmachine", "syncallnetworks", "refreshglusterhealstatus", "upgrade"];
const links = [
  "affinitygroups",
  "glusterhooks",
  "glustervolumes",
  "enabledfeatures",
  "externalnetworkproviders",
  "cpuprofiles",
  "networkfilters",
  "networks",
  "permissions",
];

const minimalDowntime = "80554327-0569-496b-bdeb-fcbbf52b827b";
const noneScheduling = "b4ed2332-a7ac-4d5f-9596-99a439cb2812";

export function clusterBody(engine: Engine, cluster: Cluster): ClusterBody {
  const self = ref("clusters", cluster.id);
  return {
    ...self,
    name: cluster.name,
    description: cluster.description,
    comment: "",
    actions: actionsOf(self.href, actions),
    link: linksOf(self.href, links),
    ballooning_enabled: true,
    bios_type: "q35_ovmf",
    cpu: { architecture: "x86_64", type: cluster.cpu },
    custom_scheduling_policy_properties: [
      { name: "HighUtilization", value: "80" },
      { name: "CpuOverCommitDurationMinutes", value: "2" },
    ],
    error_handling: { on_error: "migrate" },
    fencing_policy: {
      enabled: true,
      skip_if_connectivity_broken: { enabled: false, threshold: 50 },
      skip_if_gluster_bricks_up: false,
      skip_if_gluster_quorum_not_met: false,
      skip_if_sd_active: { enabled: false },
    },
    fips_mode: "disabled",
    firewall_type: "firewalld",
    gluster_service: false,
    ha_reservation: false,
    ksm: { enabled: true, merge_across_nodes: true },
    log_max_memory_used_threshold: 95,
    log_max_memory_used_threshold_type: "percentage",
    memory_policy: { over_commit: { percent: 100 }, transparent_hugepages: { enabled: true } },
    migration: {
      auto_converge: "inherit",
      bandwidth: { assignment_method: "auto" },
      compressed: "inherit",
      encrypted: "inherit",
      parallel_migrations_policy: "disabled",
      policy: { id: minimalDowntime },
    },
    required_rng_sources: ["urandom"],
    switch_type: "legacy",
    threads_as_cores: false,
    trusted_service: false,
    tunnel_migration: false,
    upgrade_in_progress: false,
    upgrade_percent_complete: 0,
    version: levelBody(cluster.level),
    virt_service: true,
    vnc_encryption: false,
    data_center: ref("datacenters", cluster.dataCenter),
    mac_pool: ref("macpools", engine.fixed.macPool),
    scheduling_policy: ref("schedulingpolicies", noneScheduling),
  };
}
