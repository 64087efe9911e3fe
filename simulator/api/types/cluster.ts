/**
 * @module A cluster.
 */

import { boolean, entity, integer, list, type Of, part, text } from "../schema";
import { reference } from "./reference";
import { cpu, memoryPolicy, migration, property, version } from "./vm-parts";

export const cluster = entity("Cluster", {
  ballooning_enabled: boolean,
  bios_type: text,
  cpu,
  custom_scheduling_policy_properties: list("property", property),
  error_handling: part("ErrorHandling", { on_error: text }),
  fencing_policy: part("FencingPolicy", {
    enabled: boolean,
    skip_if_connectivity_broken: part("SkipIfConnectivityBroken", { enabled: boolean, threshold: integer }),
    skip_if_gluster_bricks_up: boolean,
    skip_if_gluster_quorum_not_met: boolean,
    skip_if_sd_active: part("SkipIfSdActive", { enabled: boolean }),
  }),
  fips_mode: text,
  firewall_type: text,
  gluster_service: boolean,
  ha_reservation: boolean,
  ksm: part("Ksm", { enabled: boolean, merge_across_nodes: boolean }),
  log_max_memory_used_threshold: integer,
  log_max_memory_used_threshold_type: text,
  memory_policy: memoryPolicy,
  migration,
  required_rng_sources: list("required_rng_source", text),
  switch_type: text,
  threads_as_cores: boolean,
  trusted_service: boolean,
  tunnel_migration: boolean,
  upgrade_in_progress: boolean,
  upgrade_percent_complete: integer,
  version,
  virt_service: boolean,
  vnc_encryption: boolean,
  data_center: reference("DataCenter"),
  mac_pool: reference("MacPool"),
  scheduling_policy: reference("SchedulingPolicy"),
});

export type ClusterBody = Of<typeof cluster>;
