/** @module One look at everything in the engine that a room's settings name. */

import { mayTakeFloppies } from "../room/delivery";
import type { Inventory } from "../room/preflight/inventory";
import { isWindows11 } from "../room/preflight/windows-11";
import type { Seat } from "../room/seat";
import type { Cluster, Template } from "./catalog";
import type { Engine } from "./engine";

/** @param scope finds the VMs that carry the room's marker */
export async function readInventory(
  engine: Engine,
  seats: readonly Seat[],
  scope: string,
): Promise<Inventory> {
  const distinct = (values: readonly (string | undefined)[]) =>
    [...new Set(values)].filter(value => value !== undefined);
  const accounts = distinct(seats.map(seat => seat.settings.thinClientUser));
  const asked = engine.catalog.clusters();
  const [clusters, networks, templates, vnicProfiles, osTypes, properties, roles, standings, vms, marked] =
    await Promise.all([
      asked,
      asked.then(there => networksOf(engine, seats, there)),
      Promise.all(
        distinct(seats.map(seat => seat.settings.templateName)).map(name =>
          templatesNamed(engine, seats, name),
        ),
      ),
      engine.catalog.vnicProfiles(),
      engine.catalog.osTypes(),
      asked.then(there => (mayTakeFloppy(seats, there) ? engine.catalog.customProperties() : undefined)),
      accounts.length > 0 ? engine.permissions.roles() : [],
      Promise.all(
        accounts.map(async account => [account, await engine.permissions.standing(account)] as const),
      ),
      engine.vms.allNamed(
        seats.map(seat => seat.name),
        "looking for VMs of the room's names",
      ),
      engine.vms.search(scope, "looking for VMs with the room's marker"),
    ]);
  return {
    clusters,
    networks,
    templates: templates.flat(),
    vnicProfiles,
    osTypes,
    customProperties: properties,
    roles: roles.map(role => role.name),
    accounts: new Map(standings),
    vms,
    marked,
  };
}

/** By the names of the clusters that the room is in. */
async function networksOf(engine: Engine, seats: readonly Seat[], clusters: readonly Cluster[]) {
  const names = new Set(seats.map(seat => seat.settings.cluster));
  const ofRoom = clusters.filter(cluster => names.has(cluster.name));
  const lists = ofRoom.map(
    async cluster => [cluster.name, await engine.catalog.networksOf(cluster)] as const,
  );
  return new Map(await Promise.all(lists));
}

function mayTakeFloppy(seats: readonly Seat[], clusters: readonly Cluster[]): boolean {
  const levels = new Map(clusters.map(({ name, level }) => [name, level]));
  return seats.some(({ settings }) => mayTakeFloppies(settings, levels.get(settings.cluster) ?? ""));
}

/** Windows 11 needs a TPM, of which the engine speaks only when it is asked for all content. */
function templatesNamed(engine: Engine, seats: readonly Seat[], name: string): Promise<Template[]> {
  const users = seats.filter(seat => seat.settings.templateName === name);
  return engine.catalog.templates(
    name,
    users.some(seat => isWindows11(seat.settings.os)),
  );
}
