/** @module What an engine has, as far as the settings of a room name it. */

import type { AccountStanding } from "../account-standing";

/** What the engine has, as far as a room's settings name it. */
export interface Inventory {
  readonly clusters: readonly {
    readonly id: string;
    readonly name: string;
    readonly dataCenterId: string | undefined;
    readonly level: string;
  }[];
  /** Names of the networks that are attached to a cluster, by the cluster's name. */
  readonly networks: ReadonlyMap<string, readonly string[]>;
  readonly templates: readonly TemplateMeans[];
  readonly vnicProfiles: readonly {
    readonly name: string;
    readonly networkName: string;
    readonly dataCenterId: string | undefined;
  }[];
  readonly osTypes: readonly string[];
  /** Names of the custom properties, by compatibility level; undefined where they are not known. */
  readonly customProperties: ReadonlyMap<string, readonly string[]> | undefined;
  readonly roles: readonly string[];
  /** How the accounts of the settings stand with the engine, by the words of the settings. */
  readonly accounts: ReadonlyMap<string, AccountStanding>;
  /** VMs that have a seat's name. */
  readonly vms: readonly FoundVm[];
  /** VMs that carry the room's marker. */
  readonly marked: readonly FoundVm[];
}

export interface TemplateMeans {
  readonly name: string;
  readonly clusterId: string | undefined;
  readonly version: number;
  readonly status: string;
  readonly cpus: number | undefined;
  readonly tpm: boolean | undefined;
}

export interface FoundVm {
  readonly id: string;
  readonly name: string;
  readonly clusterId: string | undefined;
  readonly comment: string;
  readonly status: string;
  /** Whether the engine refuses to remove it. */
  readonly deleteProtected: boolean;
}
