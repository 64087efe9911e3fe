/** @module What the engine has, held against what the room needs: every finding before anything is created. */

import { chooseTemplate, fittingProfiles } from "./choose";
import type { Fault } from "./fault";
import { type Marker, owns, parseMarker } from "./marker";
import type { Seat } from "./seat";
import type { GroupSettings } from "./settings";
import { fitsTimeZone, isWindows } from "./time-zone";

/** What the engine has, as far as a room's settings name it. */
export interface Inventory {
  readonly clusters: readonly {
    readonly name: string;
    readonly dataCenterId: string | undefined;
    readonly level: string;
  }[];
  readonly templates: readonly { readonly name: string; readonly version: number; readonly status: string }[];
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
}

export interface FoundVm {
  readonly id: string;
  readonly name: string;
  readonly comment: string;
}

/** What is there of a seat already. */
export interface SeatState {
  readonly vmId: string;
  readonly marker: Marker;
}

export function preflight(project: string, seats: readonly Seat[], inventory: Inventory): Fault[] {
  const groups = new Map(seats.map(seat => [seat.group, seat.settings]));
  return [
    ...[...groups].flatMap(([group, settings]) => groupFindings(group, settings, inventory)),
    ...foreignVms(project, seats, inventory.vms),
  ];
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
        states.set(seat.name, { vmId: vm.id, marker });
    }
  }
  return states;
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

function groupFindings(group: string, settings: GroupSettings, inventory: Inventory): Fault[] {
  const finding = (key: keyof GroupSettings, message: string, remedy: string): Fault => ({
    path: `groups.${group}.${key}`,
    message,
    remedy,
  });
  return [
    ...clusterFindings(settings, inventory, finding),
    ...templateFindings(settings, inventory, finding),
    ...systemFindings(settings, inventory, finding),
    ...permissionFindings(settings, inventory, finding),
  ];
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
  if (!inventory.customProperties.get(cluster.level)?.includes("floppy")) {
    findings.push(
      finding(
        "cluster",
        `floppies cannot be delivered in ${cluster.name}: the custom property "floppy" is not defined for its compatibility level ${cluster.level}`,
        `On the engine's host: engine-config -s UserDefinedVMProperties='floppy=^.*$' --cver=${cluster.level} and restart the engine; the hosts need the hook that reads it`,
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
  if (template.status === "ok") return [];
  return [
    finding(
      "templateName",
      `template ${template.name} is ${template.status}`,
      "Wait until the engine has made it, or make it again",
    ),
  ];
}

function systemFindings(settings: GroupSettings, inventory: Inventory, finding: Finding): Fault[] {
  return (["os", "setupOs"] as const).flatMap(key => {
    const os = settings[key];
    const zoneKey = key === "os" ? "timeZone" : "setupTimeZone";
    const zone = settings[zoneKey];
    if (!inventory.osTypes.includes(os)) {
      // The engine makes it "other" without a word (facts/ovirt.md).
      return [
        finding(
          key,
          `the engine knows no operating system ${os}`,
          `It knows: ${some(alike(os, inventory.osTypes))}`,
        ),
      ];
    }
    if (fitsTimeZone(os, zone)) return [];
    const like = isWindows(os)
      ? 'a Windows name, like "W. Europe Standard Time"'
      : 'a tz name, like "Etc/GMT"';
    return [finding(zoneKey, `${JSON.stringify(zone)} is no time zone for ${os}`, `Write ${like}`)];
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
