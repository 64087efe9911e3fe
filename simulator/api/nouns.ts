/**
 * @module The nouns of the API: what a collection and one of its members are called in XML and JSON.
 */

import type { ObjectType } from "./schema";
import { action } from "./types/action";
import { apiRoot } from "./types/api-root";
import { cdrom } from "./types/cdrom";
import { cluster } from "./types/cluster";
import { creation } from "./types/creation";
import { dataCenter } from "./types/data-center";
import { disk } from "./types/disk";
import { diskAttachment } from "./types/disk-attachment";
import { event } from "./types/event";
import { fault } from "./types/fault";
import { graphicsConsole } from "./types/graphics-console";
import { host } from "./types/host";
import { job, step } from "./types/job";
import { network } from "./types/network";
import { nic } from "./types/nic";
import { operatingSystemInfo } from "./types/operating-system";
import { systemOption } from "./types/option";
import { permission } from "./types/permission";
import { reference } from "./types/reference";
import { reportedDevice } from "./types/reported-device";
import { role } from "./types/role";
import { snapshot } from "./types/snapshot";
import { statistic } from "./types/statistic";
import { storageDomain } from "./types/storage-domain";
import { template } from "./types/template";
import { domain, group, user } from "./types/user";
import { vm } from "./types/vm";
import { vnicProfile } from "./types/vnic-profile";

export interface Noun<T> {
  /** The collection's element in XML. */
  root: string;
  item: string;
  type: ObjectType<T>;
}

function noun<T>(item: string, type: ObjectType<T>, root = `${item}s`): Noun<T> {
  return { root, item, type };
}

export const nouns = {
  action: noun("action", action),
  api: noun("api", apiRoot),
  cdrom: noun("cdrom", cdrom),
  cluster: noun("cluster", cluster),
  creation: noun("creation", creation),
  dataCenter: noun("data_center", dataCenter),
  disk: noun("disk", disk),
  diskAttachment: noun("disk_attachment", diskAttachment),
  domain: noun("domain", domain),
  event: noun("event", event),
  fault: noun("fault", fault),
  graphicsConsole: noun("graphics_console", graphicsConsole),
  group: noun("group", group),
  host: noun("host", host),
  job: noun("job", job),
  network: noun("network", network),
  nic: noun("nic", nic),
  operatingSystem: noun("operating_system", operatingSystemInfo, "operation_systems"),
  permission: noun("permission", permission),
  reportedDevice: noun("reported_device", reportedDevice),
  role: noun("role", role),
  snapshot: noun("snapshot", snapshot),
  statistic: noun("statistic", statistic),
  step: noun("step", step),
  storageDomain: noun("storage_domain", storageDomain),
  systemOption: noun("system_option", systemOption),
  template: noun("template", template),
  user: noun("user", user),
  vm: noun("vm", vm),
  vnicProfile: noun("vnic_profile", vnicProfile),
};

/** What collections are called in XML, where it is not what their address says. */
const elements: Record<string, string> = {
  affinitylabels: "affinity_labels",
  clusterlevels: "cluster_levels",
  cpuprofiles: "cpu_profiles",
  diskprofiles: "disk_profiles",
  externalhostproviders: "external_host_providers",
  externaltemplateimports: "external_template_imports",
  externalvmimports: "external_vm_imports",
  hostdevices: "host_devices",
  imagetransfers: "image_transfers",
  instancetypes: "instance_types",
  katelloerrata: "katello_errata",
  macpools: "mac_pools",
  mediateddevices: "vm_mediated_devices",
  networkfilterparameters: "network_filter_parameters",
  networkfilters: "network_filters",
  numanodes: "vm_numa_nodes",
  openstackimageproviders: "openstack_image_providers",
  openstacknetworkproviders: "openstack_network_providers",
  openstackvolumeproviders: "openstack_volume_providers",
  schedulingpolicies: "scheduling_policies",
  schedulingpolicyunits: "scheduling_policy_units",
  storageconnections: "storage_connections",
  vmpools: "vm_pools",
};

/** A collection that the simulator has and that is always empty. */
export function emptyNoun(collection: string): Noun<object> {
  const root = elements[collection] ?? collection;
  return noun(root.replace(/s$/, ""), reference("BaseResource"), root);
}
