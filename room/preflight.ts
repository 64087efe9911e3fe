/** @module What the engine has, held against what the room needs: every finding before anything is created. */

import { chooseTemplate, fittingProfiles } from "./choose";
import {
  type ClusterMeans,
  chooseDelivery,
  type DeliveryKind,
  deliveryFindings,
  setupSystem,
} from "./delivery";
import type { Fault } from "./fault";
import { type Marker, owns, parseMarker } from "./marker";
import type { Seat } from "./seat";
import type { GroupSettings, RoomSettings } from "./settings";
import { fitsTimeZone, isWindows } from "./time-zone";
import { windows11Lacks } from "./windows-11";

/** What the engine has, as far as a room's settings name it. */
export interface Inventory {
  readonly clusters: readonly {
    readonly name: string;
    readonly dataCenterId: string | undefined;
    readonly level: string;
  }[];
  readonly templates: readonly TemplateMeans[];
  readonly vnicProfiles: readonly {
    readonly name: string;
    readonly networkName: string;
    readonly dataCenterId: string | undefined;
  }[];
  readonly osTypes: readonly string[];
  /** Names of the custom properties, by compatibility level. */
  readonly customProperties: ReadonlyMap<string, readonly string[]>;
  readonly roles: readonly string[];
  /** The accounts of the settings that the engine or its directory knows. */
  readonly accounts: ReadonlySet<string>;
  /** VMs that have a seat's name. */
  readonly vms: readonly FoundVm[];
  /** VMs that carry the room's marker. */
  readonly marked: readonly FoundVm[];
}

interface TemplateMeans {
  readonly name: string;
  readonly version: number;
  readonly status: string;
  readonly cpus: number | undefined;
  readonly tpm: boolean | undefined;
}

export interface FoundVm {
  readonly id: string;
  readonly name: string;
  readonly comment: string;
  readonly status: string;
}

/** What is there of a seat already. */
export interface SeatState {
  readonly vmId: string;
  readonly status: string;
  readonly marker: Marker;
}

export function preflight(
  project: string,
  seats: readonly Seat[],
  settings: RoomSettings,
  inventory: Inventory,
): Fault[] {
  return [
    ...Object.entries(settings.groups).flatMap(([name, group]) => {
      const finding: Finding = (key, message, remedy) => ({ path: `groups.${name}.${key}`, message, remedy });
      const means = meansOf(group.cluster, inventory);
      return [
        ...clusterFindings(group, inventory, finding),
        ...(means ? deliveryFindings(`groups.${name}`, group, settings, means) : []),
        ...templateFindings(group, inventory, finding),
        ...systemFindings(group, settings, inventory, finding),
        ...permissionFindings(group, inventory, finding),
      ];
    }),
    ...foreignVms(project, seats, inventory.vms),
  ];
}

/** How the answer file reaches the seats of a group. @throws Error when preflight had findings about the cluster */
export function deliveryOf(group: GroupSettings, settings: RoomSettings, inventory: Inventory): DeliveryKind {
  const means = meansOf(group.cluster, inventory);
  if (!means) throw new Error(`cluster ${group.cluster} is not in the inventory`);
  return chooseDelivery(group, settings, means);
}

function meansOf(clusterName: string, inventory: Inventory): ClusterMeans | undefined {
  const cluster = inventory.clusters.find(candidate => candidate.name === clusterName);
  if (!cluster) return undefined;
  const defined = inventory.customProperties.get(cluster.level) ?? [];
  return { name: cluster.name, level: cluster.level, floppyDefined: defined.includes("floppy") };
}

/** The seats that this stack has VMs of, by name. */
export function seatStates(
  project: string,
  seats: readonly Seat[],
  vms: readonly FoundVm[],
): Map<string, SeatState> {
  const states = new Map<string, SeatState>();
  for (const seat of seats) {
    for (const vm of vms.filter(candidate => candidate.name === seat.name)) {
      const marker = parseMarker(vm.comment);
      if (owns({ project, stack: seat.room, seat: seat.name }, marker))
        states.set(seat.name, { vmId: vm.id, status: vm.status, marker });
    }
  }
  return states;
}

/**
 * Names of the room's VMs that are no seats of it. A run deletes those that it knows of; another was left by a run that
 * was killed before it had written it down, and keeps its address and its place in the domain.
 */
export function leftVms(
  project: string,
  room: string,
  seats: readonly Seat[],
  inventory: Inventory,
): string[] {
  const names = new Set(seats.map(seat => seat.name));
  return inventory.marked
    .filter(({ name, comment }) => owns({ project, stack: room, seat: name }, parseMarker(comment)))
    .map(vm => vm.name)
    .filter(name => !names.has(name));
}

function foreignVms(project: string, seats: readonly Seat[], vms: readonly FoundVm[]): Fault[] {
  const ours = seatStates(project, seats, vms);
  return seats.flatMap(seat => {
    const foreign = vms.find(vm => vm.name === seat.name && vm.id !== ours.get(seat.name)?.vmId);
    if (!foreign) return [];
    return [
      {
        path: `groups.${seat.group}.names`,
        message: `VM ${seat.name} exists and is not this room's${whose(foreign)}`,
        remedy: "It is left alone. Rename or remove it in the engine, or choose other names",
      },
    ];
  });
}

function whose(vm: FoundVm): string {
  const marker = parseMarker(vm.comment);
  return marker ? `: it belongs to room ${marker.stack} of project ${marker.project}` : "";
}

type Finding = (key: keyof GroupSettings, message: string, remedy: string) => Fault;

function clusterFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  const cluster = inventory.clusters.find(candidate => candidate.name === settings.cluster);
  if (!cluster) {
    const names = inventory.clusters.map(candidate => candidate.name);
    return [finding("cluster", `the engine has no cluster ${settings.cluster}`, `It has: ${some(names)}`)];
  }
  const findings: Fault[] = [];
  const profiles = fittingProfiles(inventory.vnicProfiles, {
    networkName: settings.networkName,
    vnicProfile: settings.vnicProfile,
    dataCenterId: cluster.dataCenterId,
  });
  if (profiles.length !== 1) {
    const here = inventory.vnicProfiles.filter(profile => profile.dataCenterId === cluster.dataCenterId);
    const names = here.map(profile => `${profile.networkName} (profile ${profile.name})`);
    const wanted = `network ${settings.networkName}${settings.vnicProfile ? `, profile ${settings.vnicProfile}` : ""}`;
    findings.push(
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
    );
  }
  return findings;
}

function templateFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  const namesakes = inventory.templates.filter(template => template.name === settings.templateName);
  const template = chooseTemplate(namesakes, settings.templateVersion);
  if (!template) {
    const versions = namesakes.map(candidate => String(candidate.version));
    return [
      namesakes.length === 0
        ? finding(
            "templateName",
            `the engine has no template ${settings.templateName}`,
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

function systemFindings(
  group: GroupSettings,
  settings: RoomSettings,
  inventory: Inventory,
  finding: Finding,
): Fault[] {
  const means = meansOf(group.cluster, inventory);
  const setup = means && setupSystem(group, chooseDelivery(group, settings, means));
  const systems = [{ os: group.os, timeZone: group.timeZone, keys: ["os", "timeZone"] as const }];
  const forSetup = { keys: ["setupOs", "setupTimeZone"] as const };
  const all = setup && setup.os !== group.os ? [...systems, { ...setup, ...forSetup }] : systems;
  return all.flatMap(({ os, timeZone, keys }) => {
    if (!inventory.osTypes.includes(os)) {
      // The engine makes it "other" without a word (facts/ovirt.md).
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

function permissionFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  const { thinClientUser: account, thinClientRole: role } = settings;
  if (account === undefined) return [];
  const findings: Fault[] = [];
  if (!inventory.accounts.has(account)) {
    findings.push(
      finding(
        "thinClientUser",
        `neither the engine nor a directory behind it knows ${account}`,
        "Correct it; after the @ stands the authorization provider, like internal-authz",
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
