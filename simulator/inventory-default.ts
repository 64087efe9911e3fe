/**
 * @module What the simulated engine has when nobody says otherwise: a cluster, two networks, gold images of Windows 7 and
 * 10 that are sealed and look for `A:\sysprep.inf`, a Linux template, and a few people.
 */

import type { User } from "./engine/directory";
import { type Disk, newDisk } from "./engine/disk";
import { idFrom, zeroId } from "./engine/ids";
import type { Inventory } from "./engine/inventory";
import type { Account } from "./engine/settings";
import type { Template } from "./engine/template";
import { defaultSettings, gibibyte } from "./engine/vm-defaults";
import { blankDisk, type GuestDisk, sealedWindows } from "./guest/contract";

export interface TemplateOptions {
  name: string;
  /** The engine's OS type, such as `windows_10x64`. */
  os: string;
  disk: GuestDisk;
  /** Bytes. */
  memory?: number;
  /** Of one socket. @default 2 */
  cores?: number;
  /** Whether it has a TPM, as Windows 11 needs. @default false */
  tpm?: boolean;
}

export interface InventoryOptions {
  clusterLevel: string;
  clusterCpu: string;
  hostMemory: number;
  accounts: Account[];
  templates: TemplateOptions[];
  /** Each with a vNIC profile of the same name. */
  networks: string[];
}

const golden = sealedWindows({ unattendFile: "A:\\sysprep.inf" });

export const defaultTemplates: TemplateOptions[] = [
  { name: "win10-gold", os: "windows_10x64", disk: golden, memory: 4 * gibibyte },
  { name: "win7-gold", os: "windows_7x64", disk: golden, memory: 2 * gibibyte },
  // Looks for Unattend.xml on whatever medium there is, as an image without UnattendFile in its registry does.
  { name: "win11-gold", os: "windows_11", disk: sealedWindows(), memory: 4 * gibibyte, tpm: true },
  { name: "tpl-linux", os: "rhel_9x64", disk: { ...blankDisk(), os: "linux" } },
];

export const defaultNetworks = ["ovirtmgmt", "room-net"];

export function makeInventory(options: InventoryOptions): Inventory {
  const dataCenter = idFrom("data center Default");
  const cluster = idFrom("cluster Default");
  const storage = idFrom("storage domain data1");
  return {
    dataCenters: [{ id: dataCenter, name: "Default", description: "The default Data Center", status: "up" }],
    clusters: [
      {
        id: cluster,
        name: "Default",
        description: "The default server cluster",
        dataCenter,
        cpu: options.clusterCpu,
        level: options.clusterLevel,
      },
    ],
    hosts: [{ id: idFrom("host host1"), name: "host1", cluster, status: "up", memory: options.hostMemory }],
    storageDomains: [
      { id: storage, name: "data1", dataCenter, available: 450 * gibibyte, used: 50 * gibibyte },
    ],
    networks: options.networks.map(name => ({
      id: idFrom(`network ${name}`),
      name,
      description: name === "ovirtmgmt" ? "Management Network" : "",
      dataCenter,
    })),
    vnicProfiles: options.networks.map(name => ({
      id: idFrom(`vnic profile ${name}`),
      name,
      network: idFrom(`network ${name}`),
    })),
    templates: [
      blankTemplate(),
      ...options.templates.map(template => makeTemplate(template, cluster, storage)),
    ],
    vms: [],
    users: options.accounts.map(makeUser),
    fixed: {
      cpuProfile: idFrom("cpu profile"),
      diskProfile: idFrom("disk profile"),
      quota: idFrom("quota"),
      macPool: idFrom("mac pool"),
      instance: idFrom("instance"),
    },
  };
}

function blankTemplate(): Template {
  const settings = defaultSettings("Blank");
  return {
    id: zeroId,
    settings: {
      ...settings,
      description: "Blank template",
      bios: { boot_menu: { enabled: false } },
      cpu: { ...settings.cpu, architecture: "undefined" },
    },
    status: "ok",
    created: Date.UTC(2008, 3, 1),
    versionName: "",
    versionNumber: 0,
    baseTemplate: zeroId,
    nics: [],
    disks: [],
  };
}

/** With one disk, and one NIC on the first network. */
function makeTemplate(options: TemplateOptions, cluster: string, storage: string): Template {
  const { name, os, disk, memory = gibibyte, cores = 2, tpm = false } = options;
  const id = idFrom(`template ${name}`);
  const settings = defaultSettings(name, os);
  return {
    id,
    settings: {
      ...settings,
      tpm_enabled: tpm,
      memory,
      memory_policy: { ballooning: true, guaranteed: memory, max: 4 * memory },
      cpu: { ...settings.cpu, topology: { cores, sockets: 1, threads: 1 } },
    },
    status: "ok",
    created: Date.UTC(2026, 0, 1),
    cluster,
    versionName: "base version",
    versionNumber: 1,
    baseTemplate: id,
    nics: [
      {
        id: idFrom(`nic of ${name}`),
        name: "nic1",
        interface: "virtio",
        mac: "",
        linked: true,
        plugged: true,
        vnicProfile: idFrom("vnic profile ovirtmgmt"),
      },
    ],
    disks: [systemDisk(name, storage, disk)],
  };
}

function systemDisk(name: string, storageDomain: string, content: GuestDisk): Disk {
  return newDisk({
    id: idFrom(`disk of ${name}`),
    imageId: idFrom(`image of ${name}`),
    alias: `${name}_Disk1`,
    bootable: true,
    storageDomain,
    content,
  });
}

/** Administrators are in the engine from the start; others come in by `POST /users`, unless they are named so. */
function makeUser(account: Account): User {
  const at = account.name.lastIndexOf("@");
  const principal = account.name.slice(0, at);
  return {
    id: idFrom(`user ${principal}`),
    principal,
    name: account.fullName ?? principal,
    firstName: account.firstName ?? principal,
    lastName: account.lastName ?? "",
    domain: `${account.name.slice(at + 1)}-authz`,
    administrator: account.administrator,
    added: account.added ?? account.administrator,
  };
}
