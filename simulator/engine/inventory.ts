/**
 * @module What an engine has when it starts: hosts, storage, networks, templates, people.
 */

import type { User } from "./directory";
import type { Template } from "./template";
import type { Vm } from "./vm";

/** What all of them have. */
export interface Named {
  id: string;
  name: string;
  description?: string;
}

export interface DataCenter {
  id: string;
  name: string;
  description: string;
  status: "up" | "not_operational" | "problematic";
}

export interface Cluster {
  id: string;
  name: string;
  description: string;
  dataCenter: string;
  /** Such as `Intel Haswell Family`. */
  cpu: string;
  level: string;
}

export interface Host {
  id: string;
  name: string;
  cluster: string;
  status: "up" | "non_responsive" | "maintenance" | "down";
  memory: number;
  /** Why it launches no VM, in the words of its machine process; undefined: it does. */
  launchFailure?: string;
}

export interface StorageDomain {
  id: string;
  name: string;
  dataCenter: string;
  /** Bytes. */
  available: number;
  used: number;
}

export interface Network {
  id: string;
  name: string;
  description: string;
  dataCenter: string;
  /** Ids of the clusters that it is attached to. @default all of its data center */
  clusters?: string[];
}

export function hasNetwork(cluster: Cluster, network: Network): boolean {
  return network.dataCenter === cluster.dataCenter && (network.clusters?.includes(cluster.id) ?? true);
}

export interface VnicProfile {
  id: string;
  name: string;
  network: string;
}

export interface Inventory {
  dataCenters: DataCenter[];
  clusters: Cluster[];
  hosts: Host[];
  storageDomains: StorageDomain[];
  networks: Network[];
  vnicProfiles: VnicProfile[];
  templates: Template[];
  vms: Vm[];
  users: User[];
  /** Ids that stand for parts that nobody changes. */
  fixed: { cpuProfile: string; diskProfile: string; quota: string; macPool: string; instance: string };
}
