/** @module How the answer file reaches Windows: which way a cluster takes, and why another cannot work there. */

import type { Fault } from "./fault/fault";
import type { GroupSettings, RoomSettings } from "./settings/settings";
import { isWindows } from "./time-zone";

/** The engine's run with sysprep; a VM payload; a floppy image on a share. */
export type DeliveryKind = "sysprep" | "payload" | "floppy";

/** What decides about deliveries in a cluster. */
export interface ClusterMeans {
  readonly name: string;
  /** Compatibility level, `4.7`. */
  readonly level: string;
  /** Whether the custom property `floppy` is defined for that level; undefined where that is not known. */
  readonly floppyDefined: boolean | undefined;
}

/** How floppy images reach the hosts, as far as the settings say it. */
export type FloppyWay = Pick<RoomSettings, "sftp" | "floppyCommands">;

/** The engine takes this many characters a file of a payload, whatever its error says (docs/facts/ovirt.md). */
export const payloadLimit = 8192;

/**
 * What the settings say; left to `auto`, floppies only where the cluster's level still has them and the settings and
 * the engine are made for them.
 */
export function chooseDelivery(group: GroupSettings, way: FloppyWay, cluster: ClusterMeans): DeliveryKind {
  if (group.delivery !== "auto") return group.delivery;
  const floppies = hasFloppies(cluster.level) && cluster.floppyDefined === true && isSet(way);
  return floppies && group.setupOs !== undefined ? "floppy" : "sysprep";
}

/** Whether a group's answer files may come by floppy, where the cluster has this level: only then its properties matter. */
export function mayTakeFloppies(group: Pick<GroupSettings, "delivery">, level: string): boolean {
  return group.delivery === "floppy" || (group.delivery === "auto" && hasFloppies(level));
}

/** Before it is known whether the engine and the settings are made for floppies. */
export function likelyDelivery(
  group: Pick<GroupSettings, "delivery" | "setupOs">,
  level: string,
): DeliveryKind {
  if (group.delivery !== "auto") return group.delivery;
  return mayTakeFloppies(group, level) && group.setupOs !== undefined ? "floppy" : "sysprep";
}

function isSet({ sftp, floppyCommands }: FloppyWay): boolean {
  return sftp !== undefined || floppyCommands !== undefined;
}

/** Floppies left oVirt with the cluster level 4.4 (docs/facts/ovirt.md). */
function hasFloppies(level: string): boolean {
  const [major = 0, minor = 0] = level.split(".").map(Number);
  return major < 4 || (major === 4 && minor < 4);
}

/** Why a delivery cannot work, before anything is tried. */
export function deliveryFindings(
  path: string,
  group: GroupSettings,
  way: FloppyWay,
  cluster: ClusterMeans,
): Fault[] {
  const kind = chooseDelivery(group, way, cluster);
  const fault = (key: string, message: string, remedy: string): Fault => ({
    path: `${path}.${key}`,
    message,
    remedy,
  });
  if (kind !== "floppy") {
    if (isWindows(group.os)) return [];
    const message = `delivery ${kind} needs a Windows type, and the VMs are ${group.os}`;
    return [fault("os", message, 'Name the Windows type, like "windows_10x64"')];
  }
  return [
    ...(cluster.floppyDefined === false ? [noFloppy(path, cluster)] : []),
    ...(isSet(way)
      ? []
      : [{ path: "sftp", message: `is missing, and ${path} delivers by floppy`, remedy: sftpRemedy }]),
    ...(["setupOs", "setupTimeZone"] as const)
      .filter(key => group[key] === undefined)
      .map(key =>
        fault(key, "is missing, and floppies need it", 'Write, for example, "rhel_7x64" and "Etc/GMT"'),
      ),
    ...(group.setupOs && isWindows(group.setupOs)
      ? [fault("setupOs", ...windowsSetupOs(group.setupOs))]
      : []),
  ];
}

const sftpRemedy = "Set sftp or floppyCommands, or choose delivery: sysprep, which needs no share";

function noFloppy(path: string, { name, level }: ClusterMeans): Fault {
  const left = hasFloppies(level) ? "" : "floppies left oVirt with cluster level 4.4, and ";
  return {
    path: `${path}.delivery`,
    message: `floppy cannot work in cluster ${name}: ${left}the custom property "floppy" is not defined for its level ${level}`,
    remedy: `Choose delivery: sysprep; or, where the hosts have a hook of your own for floppies: engine-config -s UserDefinedVMProperties='floppy=^.*$' --cver=${level}, and restart the engine`,
  };
}

/** A Windows type brings the engine's own floppy to its first start, and two floppies clash (docs/facts/original.md). */
function windowsSetupOs(os: string): [string, string] {
  return [
    `${JSON.stringify(os)} is a Windows type, to which the engine adds a floppy of its own`,
    'Name another type, like "rhel_7x64"',
  ];
}

/** Operating system and time zone of the VM while Windows sets itself up. */
export function setupSystem(group: GroupSettings, kind: DeliveryKind): { os: string; timeZone: string } {
  if (kind !== "floppy") return { os: group.os, timeZone: group.timeZone };
  return { os: group.setupOs ?? group.os, timeZone: group.setupTimeZone ?? group.timeZone };
}
