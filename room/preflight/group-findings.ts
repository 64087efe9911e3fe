/** @module What the engine lacks for a group of seats: cluster, network, template, operating system, account. */

import { remedyForAccount } from "../account-standing";
import { chooseTemplate, fittingProfiles, inSameDataCenter } from "../choose";
import { type DeliveryKind, setupSystem } from "../delivery";
import type { Fault } from "../fault/fault";
import type { GroupSettings } from "../settings/settings";
import { fitsTimeZone, isWindows } from "../time-zone";
import type { Inventory, TemplateMeans } from "./inventory";
import { windows11Lacks } from "./windows-11";

/** Makes a finding of a setting of the group. */
export type Finding = (key: keyof GroupSettings, message: string, remedy: string) => Fault;

export function clusterFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  const cluster = inventory.clusters.find(candidate => candidate.name === settings.cluster);
  if (!cluster) {
    const names = inventory.clusters.map(candidate => candidate.name);
    const remedy =
      names.length > 0
        ? `It has: ${some(names)}`
        : "The engine shows this account no cluster at all: give it an administrator's role there, like ClusterAdmin";
    return [finding("cluster", `the engine has no cluster ${settings.cluster}`, remedy)];
  }
  const profiles = fittingProfiles(inventory.vnicProfiles, {
    networkName: settings.networkName,
    vnicProfile: settings.vnicProfile,
    dataCenterId: cluster.dataCenterId,
  });
  if (profiles.length !== 1) {
    const here = inventory.vnicProfiles.filter(profile => profile.dataCenterId === cluster.dataCenterId);
    const names = here.map(profile => `${profile.networkName} (profile ${profile.name})`);
    const wanted = `network ${settings.networkName}${settings.vnicProfile ? `, profile ${settings.vnicProfile}` : ""}`;
    return [
      profiles.length === 0
        ? finding(
            "networkName",
            `the data center of ${cluster.name} has no vNIC profile for ${wanted}`,
            `It has: ${some(names)}`,
          )
        : finding(
            "vnicProfile",
            `${wanted} has ${profiles.length} vNIC profiles`,
            `Name one: ${some(profiles.map(profile => profile.name))}`,
          ),
    ];
  }
  return networkFindings(settings, inventory.networks.get(cluster.name) ?? [], finding);
}

/** A network of the data center need not be attached to each of its clusters; the engine refuses it only at the first NIC. */
function networkFindings(settings: GroupSettings, attached: readonly string[], finding: Finding): Fault[] {
  if (attached.includes(settings.networkName)) return [];
  return [
    finding(
      "networkName",
      `network ${settings.networkName} is not attached to cluster ${settings.cluster}`,
      `Attach it there in the engine, or choose another. Attached are: ${some(attached)}`,
    ),
  ];
}

export function templateFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  const everywhere = inventory.templates.filter(template => template.name === settings.templateName);
  const namesakes = inSameDataCenter(everywhere, settings.cluster, inventory.clusters);
  const template = chooseTemplate(namesakes, settings.templateVersion);
  if (!template) {
    const versions = namesakes.map(candidate => String(candidate.version));
    return [
      namesakes.length === 0
        ? finding(
            "templateName",
            everywhere.length === 0
              ? `the engine has no template ${settings.templateName}`
              : `template ${settings.templateName} is in another data center than cluster ${settings.cluster}`,
            "Make the gold image a template of that name, or correct the name",
          )
        : finding(
            "templateVersion",
            `template ${settings.templateName} has no version ${settings.templateVersion}`,
            `It has: ${some(versions)}`,
          ),
    ];
  }
  if (template.status === "ok") return windows11Findings(settings, template, finding);
  return [
    finding(
      "templateName",
      `template ${template.name} is ${template.status}`,
      "Wait until the engine has made it, or make it again",
    ),
  ];
}

function windows11Findings(settings: GroupSettings, template: TemplateMeans, finding: Finding): Fault[] {
  const lacks = windows11Lacks({ ...settings, ...template });
  return lacks.map(({ key, message, remedy }) => finding(key, message, remedy));
}

/** @param delivery undefined where the cluster is not known, by which it is chosen */
export function systemFindings(
  group: GroupSettings,
  delivery: DeliveryKind | undefined,
  inventory: Inventory,
  finding: Finding,
): Fault[] {
  const setup = delivery && setupSystem(group, delivery);
  const systems = [{ os: group.os, timeZone: group.timeZone, keys: ["os", "timeZone"] as const }];
  const forSetup = { keys: ["setupOs", "setupTimeZone"] as const };
  const all = setup && setup.os !== group.os ? [...systems, { ...setup, ...forSetup }] : systems;
  return all.flatMap(({ os, timeZone, keys }) => {
    if (!inventory.osTypes.includes(os)) {
      // The engine makes it "other" without a word (docs/facts/ovirt.md).
      const known = some(alike(os, inventory.osTypes));
      return [finding(keys[0], `the engine knows no operating system ${os}`, `It knows: ${known}`)];
    }
    if (fitsTimeZone(os, timeZone)) return [];
    const like = isWindows(os)
      ? 'a Windows name, like "W. Europe Standard Time"'
      : 'a tz name, like "Etc/GMT"';
    return [finding(keys[1], `${JSON.stringify(timeZone)} is no time zone for ${os}`, `Write ${like}`)];
  });
}

export function permissionFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  const { thinClientUser: account, thinClientRole: role } = settings;
  if (account === undefined) return [];
  const findings: Fault[] = [];
  const standing = inventory.accounts.get(account) ?? "unknown";
  if (standing !== "known") {
    findings.push(
      finding(
        "thinClientUser",
        `neither the engine nor a directory behind it knows ${account}`,
        remedyForAccount(standing),
      ),
    );
  }
  if (!inventory.roles.includes(role)) {
    findings.push(
      finding("thinClientRole", `the engine has no role ${role}`, `It has: ${some(inventory.roles)}`),
    );
  }
  return findings;
}

/** Names that begin alike first: an engine knows some 60 operating systems. */
function alike(name: string, names: readonly string[]): string[] {
  const start = name.slice(0, 4).toLowerCase();
  const near = names.filter(candidate => candidate.toLowerCase().startsWith(start));
  return near.length > 0 ? near : [...names];
}

function some(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length > 12 ? `${distinct.slice(0, 12).join(", ")}, ...` : distinct.join(", ") || "none";
}
