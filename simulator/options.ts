/**
 * @module How a simulator can be set up.
 */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Clock } from "./clock";
import { type Durations, defaultDurations } from "./engine/durations";
import type { Inventory } from "./engine/inventory";
import type { Account, EngineSettings } from "./engine/settings";
import { gibibyte } from "./engine/vm-defaults";
import type { BootGuest } from "./guest/contract";
import type { DomainOptions } from "./guest/domain";
import type { GuestsOptions } from "./guest/guests";
import {
  defaultNetworks,
  defaultTemplates,
  type InventoryOptions,
  makeInventory,
  type TemplateOptions,
} from "./inventory-default";

export interface SimulatorOptions {
  /** Of the engine's HTTPS. @default one that is free */
  port?: number;
  /** Of the control interface. @default none; 0: one that is free */
  controlPort?: number;
  /** Compatibility version of the cluster. @default "4.3", the last one with floppies */
  clusterLevel?: string;
  /** @default "Intel Haswell Family" */
  clusterCpu?: string;
  /** Who can log in. The first one is the simulator's `username`. */
  accounts?: Account[];
  /** Sessions that one account may have in the engine. @default any number */
  maxUserSessions?: number;
  /** `UserDefinedVMProperties` by level. @default `floppy=^.*$` at 4.2 and 4.3 */
  customProperties?: Record<string, string>;
  durations?: Partial<Durations>;
  guests?: Partial<Omit<GuestsOptions, "domain">>;
  /** Boots guests of another kind. @default those that set themselves up as Windows does */
  boot?: BootGuest;
  /** The Windows domain that guests may join. */
  domain?: DomainOptions;
  /** Bytes. @default 1 TiB */
  hostMemory?: number;
  templates?: TemplateOptions[];
  networks?: string[];
  /** Makes everything that the engine has, instead of templates and networks. */
  inventory?: (options: InventoryOptions) => Inventory;
  /** @default the machine's time */
  clock?: Clock;
  /** Ids are the same in every run. @default random ids */
  seed?: string;
  /** Floppy images: how hosts see the folder of the SFTP server. @default "/rhev/floppies" */
  folderOnHosts?: string;
  /** @default a new one, removed at the end */
  localFolder?: string;
}

const defaultAccounts: Account[] = [
  { name: "admin@internal", password: "simulated-admin", administrator: true },
  {
    name: "thinclient@internal",
    password: "simulated-client",
    administrator: false,
    firstName: "Thin",
    added: true,
  },
  { name: "alice@internal", password: "simulated-alice", administrator: false, firstName: "Alice" },
];

export interface Setup {
  settings: EngineSettings;
  inventory: Inventory;
  localFolder: string;
  /** The folder was made for this simulator and goes with it. */
  ownFolder: boolean;
}

export function setUp(options: SimulatorOptions, hostCertificate: string): Setup {
  const clusterLevel = options.clusterLevel ?? "4.3";
  const clusterCpu = options.clusterCpu ?? "Intel Haswell Family";
  const accounts = options.accounts ?? defaultAccounts;
  const hostMemory = options.hostMemory ?? 1024 * gibibyte;
  const folder = options.localFolder ?? mkdtempSync(path.join(tmpdir(), "ovirt-floppies-"));
  const make = options.inventory ?? makeInventory;
  return {
    settings: {
      clusterLevel,
      clusterCpu,
      accounts,
      maxUserSessions: options.maxUserSessions,
      hostMemory,
      hostCertificate,
      customProperties: options.customProperties ?? { "4.2": "floppy=^.*$", "4.3": "floppy=^.*$" },
      floppies: { folderOnHosts: options.folderOnHosts ?? "/rhev/floppies", localFolder: folder },
      durations: { ...defaultDurations, ...options.durations },
      seed: options.seed,
    },
    inventory: make({
      clusterLevel,
      clusterCpu,
      hostMemory,
      accounts,
      templates: options.templates ?? defaultTemplates,
      networks: options.networks ?? defaultNetworks,
    }),
    localFolder: folder,
    ownFolder: options.localFolder === undefined,
  };
}

export const defaultDomain: DomainOptions = {
  name: "room.example.test",
  accounts: [{ username: "joiner", password: "simulated-join", admin: true }],
};
