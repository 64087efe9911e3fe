/** @module What the settings of a room would refuse of an old file, told with the old names and lines. */

import { parseSettings } from "../settings/parse-settings";
import type { SectionReader } from "./config-obj/section-reader";
import type { Connection } from "./connection";
import type { Floppies } from "./floppies/floppies";
import { gatewayLiesOutside } from "./gateway";
import type { OldGroup } from "./group";
import { CONNECT_KEYS, FLOPPY_KEYS, GROUP_KEYS } from "./known-keys";
import { engineSettings, floppyCommands, groupSettings } from "./part-settings";

/** Paths are checked where the files are. */
const ANYWHERE = { path: (written: string) => written };

/** Notes what the settings refuse of the engine's connection. */
export function checkConnection(connect: SectionReader, connection: Connection): void {
  const { faults } = parseSettings({ engine: engineSettings(connection, ANYWHERE) });
  for (const { path, message, remedy } of faults) {
    const [section, setting] = path.split(".");
    const key = Object.entries(CONNECT_KEYS).find(([, name]) => name === setting)?.[0];
    if (section === "engine" && key !== undefined) connect.fault(key, message, remedy);
  }
}

/** Notes what the settings refuse of the floppy commands. */
export function checkFloppies(general: SectionReader, floppies: Floppies): void {
  const { faults } = parseSettings({ floppyCommands: floppyCommands(floppies) });
  for (const { path, message, remedy } of faults) {
    const [section, setting] = path.split(".");
    const key = Object.entries(FLOPPY_KEYS).find(([, name]) => name === setting)?.[0];
    if (section === "floppyCommands" && key !== undefined) general.fault(key, message, remedy);
  }
  if (floppies.cleanupCommand.includes("{0}")) return;
  general.note(
    "sftp_floppy_cleanup_cmd",
    "does not name {0}",
    "It is run for each seat when that seat is done: the floppies of the others must stay",
  );
}

/** Notes what the settings refuse of a group that could be read, besides its ids and names, and what they add to it. */
export function checkGroup(reader: SectionReader, group: OldGroup): void {
  const { faults } = parseSettings({ groups: { group: groupSettings(group, ANYWHERE) } });
  for (const { path, message, remedy } of faults) {
    const [section, , setting] = path.split(".");
    const key = Object.entries(GROUP_KEYS).find(([, name]) => name === setting)?.[0];
    if (section === "groups" && key !== undefined) reader.fault(key, message, remedy);
  }
  if (!gatewayLiesOutside(group)) return;
  const message = `${group.defaultGateway} lies outside the network of the seats`;
  reader.note("default_gateway", message, "It is taken as it stands: gatewayOutside is set");
}
