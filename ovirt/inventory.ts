/** @module One look at everything in the engine that a room's settings name. */

import type { Inventory } from "../room/preflight";
import type { Seat } from "../room/seat";
import { isWindows11 } from "../room/windows-11";
import type { Template } from "./catalog";
import type { Engine } from "./engine";
import type { Vm } from "./vm";

/** Names in one search: its text stays well below what a URL may hold. */
const namesPerSearch = 50;

/** @param scope finds the VMs that carry the room's marker */
export async function readInventory(
  engine: Engine,
  seats: readonly Seat[],
  scope: string,
): Promise<Inventory> {
  const distinct = (values: readonly (string | undefined)[]) =>
    [...new Set(values)].filter(value => value !== undefined);
  const accounts = distinct(seats.map(seat => seat.settings.thinClientUser));
  const [clusters, templates, vnicProfiles, osTypes, properties, roles, known, vms, marked] =
    await Promise.all([
      engine.catalog.clusters(),
      Promise.all(
        distinct(seats.map(seat => seat.settings.templateName)).map(name =>
          templatesNamed(engine, seats, name),
        ),
      ),
      engine.catalog.vnicProfiles(),
      engine.catalog.osTypes(),
      engine.catalog.customProperties(),
      accounts.length > 0 ? engine.permissions.roles() : [],
      Promise.all(
        accounts.map(async account => ((await engine.permissions.knows(account)) ? account : undefined)),
      ),
      vmsNamed(
        engine,
        seats.map(seat => seat.name),
      ),
      engine.vms.search(scope, "looking for VMs with the room's marker"),
    ]);
  return {
    clusters,
    templates: templates.flat(),
    vnicProfiles,
    osTypes,
    customProperties: properties,
    roles: roles.map(role => role.name),
    accounts: new Set(distinct(known)),
    vms,
    marked,
  };
}

/** Windows 11 needs a TPM, of which the engine speaks only when it is asked for all content. */
function templatesNamed(engine: Engine, seats: readonly Seat[], name: string): Promise<Template[]> {
  const users = seats.filter(seat => seat.settings.templateName === name);
  return engine.catalog.templates(
    name,
    users.some(seat => isWindows11(seat.settings.os)),
  );
}

/** The VMs of these names, and no others: the engine's search takes no notice of case. */
export async function vmsNamed(engine: Engine, names: readonly string[]): Promise<Vm[]> {
  const wanted = new Set(names);
  const found: Vm[] = [];
  for (let start = 0; start < names.length; start += namesPerSearch) {
    const search = names
      .slice(start, start + namesPerSearch)
      .map(name => `name=${name}`)
      .join(" or ");
    found.push(...(await engine.vms.search(search, "looking for VMs of the room's names")));
  }
  return found.filter(vm => wanted.has(vm.name));
}
