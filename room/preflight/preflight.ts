/** @module What the engine has, held against what the room needs: every finding before anything is created. */

import { type ClusterMeans, chooseDelivery, type DeliveryKind, deliveryFindings } from "../delivery";
import type { Fault } from "../fault/fault";
import type { Seat } from "../seat";
import type { GroupSettings, RoomSettings } from "../settings/settings";
import {
  clusterFindings,
  type Finding,
  permissionFindings,
  systemFindings,
  templateFindings,
} from "./group-findings";
import type { Inventory } from "./inventory";
import { foreignVms } from "./room-vms";

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
        ...systemFindings(group, means && chooseDelivery(group, settings, means), inventory, finding),
        ...permissionFindings(group, inventory, finding),
      ];
    }),
    ...foreignVms(project, seats, inventory),
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
  const { customProperties } = inventory;
  const floppyDefined =
    customProperties && (customProperties.get(cluster.level)?.includes("floppy") ?? false);
  return { name: cluster.name, level: cluster.level, floppyDefined };
}
