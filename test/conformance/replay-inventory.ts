/**
 * @module An engine like the one that was recorded, with its names and, where the recordings tell them, its ids.
 */

import type { Inventory } from "../../simulator/engine/inventory";
import type { Account } from "../../simulator/engine/settings";
import { gibibyte } from "../../simulator/engine/vm-defaults";
import { blankDisk, sealedWindows } from "../../simulator/guest/contract";
import type { SimulatorOptions } from "../../simulator/index";
import { makeInventory, type TemplateOptions } from "../../simulator/inventory-default";
import type { Dossier } from "./replay-dossier";
import type { Exchange } from "./replay-exchange";

const accounts: Account[] = [
  { name: "admin@internal", password: "right", administrator: true },
  { name: "alice@internal", password: "right", administrator: false, firstName: "Alice" },
];

/** Recordings that were made as somebody else are named after them: `alice-vms.txt`. */
export function userOf({ file }: Pick<Exchange, "file">): string {
  const name = file.split("-")[0];
  return accounts.find(account => account.name.split("@")[0] === name)?.name ?? "admin@internal";
}

export function isAdministrator(exchange: Pick<Exchange, "file">): boolean {
  return accounts.find(account => account.name === userOf(exchange))?.administrator ?? false;
}

const templates: TemplateOptions[] = [
  { name: "tpl-linux", os: "rhel_9x64", disk: { ...blankDisk(), os: "linux" } },
  { name: "tpl-win", os: "windows_2022", disk: sealedWindows(), memory: 4 * gibibyte, cores: 1 },
];

export function recordedEngine(dossier: Dossier): SimulatorOptions {
  return {
    clusterLevel: "4.8",
    accounts,
    templates,
    networks: ["ovirtmgmt"],
    customProperties: { "4.8": "bootnote=^[a-z0-9]{1,16}$;cihook=^(on|off)$" },
    hostMemory: 1024 * gibibyte,
    folderOnHosts: "/floppies",
    inventory: options => withRecordedIds(makeInventory(options), dossier),
  };
}

function withRecordedIds(inventory: Inventory, dossier: Dossier): Inventory {
  let text = JSON.stringify(inventory);
  const collections: [string, { id: string; name: string }[]][] = [
    ["datacenters", inventory.dataCenters],
    ["clusters", inventory.clusters],
    ["hosts", inventory.hosts],
    ["storagedomains", inventory.storageDomains],
    ["networks", inventory.networks],
    ["vnicprofiles", inventory.vnicProfiles],
    ["templates", inventory.templates.map(({ id, settings }) => ({ id, name: settings.name }))],
    ["users", inventory.users.map(({ id, firstName }) => ({ id, name: firstName }))],
  ];
  for (const [collection, nouns] of collections) {
    for (const { id, name } of nouns) {
      text = text.replaceAll(id, dossier.idOf(collection, name) ?? id);
    }
  }
  return JSON.parse(text);
}
