/**
 * What the settings of a room would refuse of an old file, told with the old names and lines.
 *
 * @module
 */
import { parseSettings } from "../parse-settings";
import type { Connection } from "./connection";
import type { OldGroup } from "./group";
import { CONNECT_KEYS, GROUP_KEYS } from "./known-keys";
import { engineSettings, groupSettings } from "./part-settings";
import type { SectionReader } from "./section-reader";

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

/** Notes what the settings refuse of a group that could be read, besides its ids and names. */
export function checkGroup(reader: SectionReader, group: OldGroup): void {
  const { faults } = parseSettings({ groups: { group: groupSettings(group, ANYWHERE) } });
  for (const { path, message, remedy } of faults) {
    const [section, , setting] = path.split(".");
    const key = Object.entries(GROUP_KEYS).find(([, name]) => name === setting)?.[0];
    if (section === "groups" && key !== undefined) reader.fault(key, message, remedy);
  }
}
