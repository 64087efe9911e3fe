/**
 * @module How data centers, networks, vNIC profiles, storage and operating systems are shown.
 */

import type { Engine } from "../../engine/engine";
import type { DataCenter, Network, StorageDomain, VnicProfile } from "../../engine/inventory";
import type { OsType } from "../../engine/os-types";
import type { DataCenterBody } from "../types/data-center";
import type { NetworkBody } from "../types/network";
import type { OperatingSystemBody } from "../types/operating-system";
import type { StorageDomainBody } from "../types/storage-domain";
import type { VnicProfileBody } from "../types/vnic-profile";
import { actionsOf, linksOf, ref } from "./address";

/** `4.8` -> major and minor */
export function levelBody(level: string): { major: number; minor: number } {
  const [major = 4, minor = 0] = level.split(".").map(Number);
  return { major, minor };
}

export function dataCenterBody(engine: Engine, center: DataCenter): DataCenterBody {
  const self = ref("datacenters", center.id);
  const version = levelBody(engine.settings.clusterLevel);
  return {
    ...self,
    name: center.name,
    description: center.description,
    actions: actionsOf(self.href, ["cleanfinishedtasks", "setmaster"]),
    link: linksOf(self.href, [
      "quotas",
      "qoss",
      "iscsibonds",
      "clusters",
      "networks",
      "storagedomains",
      "permissions",
    ]),
    local: false,
    quota_mode: "disabled",
    status: center.status,
    storage_format: "v5",
    supported_versions: [version],
    version,
    mac_pool: ref("macpools", engine.fixed.macPool),
  };
}

export function networkBody(network: Network): NetworkBody {
  const self = ref("networks", network.id);
  return {
    ...self,
    name: network.name,
    description: network.description,
    comment: "",
    link: linksOf(self.href, ["networklabels", "permissions", "vnicprofiles"]),
    mtu: 0,
    port_isolation: false,
    stp: false,
    usages: ["vm"],
    vdsm_name: network.name,
    data_center: ref("datacenters", network.dataCenter),
  };
}

/** `vdsm-no-mac-spoofing`: the filter that every profile has by default. */
const networkFilter = "d2370ab4-fee3-11e9-a310-8c1645ce738e";

export function vnicProfileBody(profile: VnicProfile): VnicProfileBody {
  const self = ref("vnicprofiles", profile.id);
  return {
    ...self,
    name: profile.name,
    link: linksOf(self.href, ["permissions"]),
    pass_through: { mode: "disabled" },
    port_mirroring: false,
    network: ref("networks", profile.network),
    network_filter: ref("networkfilters", networkFilter),
  };
}

export function storageDomainBody(engine: Engine, domain: StorageDomain): StorageDomainBody {
  const self = ref("storagedomains", domain.id);
  const committed = [...engine.vms.values()]
    .flatMap(vm => vm.disks)
    .filter(disk => disk.storageDomain === domain.id)
    .reduce((sum, disk) => sum + disk.provisioned, 0);
  return {
    ...self,
    name: domain.name,
    description: "",
    comment: "",
    actions: actionsOf(self.href, ["isattached", "updateovfstore", "refreshluns", "reduceluns"]),
    link: linksOf(self.href, [
      "disksnapshots",
      "diskprofiles",
      "disks",
      "storageconnections",
      "permissions",
      "templates",
      "vms",
    ]),
    available: domain.available,
    backup: false,
    block_size: 512,
    committed,
    critical_space_action_blocker: 5,
    discard_after_delete: false,
    external_status: "ok",
    master: true,
    storage: { address: "127.0.0.1", path: `/export/${domain.name}`, type: "nfs" },
    storage_format: "v5",
    supports_discard: false,
    supports_discard_zeroes_data: false,
    type: "data",
    used: domain.used,
    warning_low_space_indicator: 10,
    wipe_after_delete: false,
    data_centers: [ref("datacenters", domain.dataCenter)],
  };
}

export function operatingSystemBody(os: OsType): OperatingSystemBody {
  return {
    ...ref("operatingsystems", os.id),
    name: os.name,
    description: os.description,
    architecture: os.architecture,
    large_icon: os.largeIcon === undefined ? undefined : ref("icons", os.largeIcon),
    small_icon: os.smallIcon === undefined ? undefined : ref("icons", os.smallIcon),
    tpm_support: os.tpm,
  };
}
