/** @module Where in the old file the settings stand that a room gets from it. */

import type { SectionReader } from "./config-obj/section-reader";
import { groupNames } from "./group-names";
import { CONNECT_KEYS, GROUP_KEYS } from "./known-keys";

/** Keys with their lines, by the paths of the settings. */
export type SettingPlaces = Readonly<Record<string, string>>;

export function enginePlaces(connect: SectionReader): SettingPlaces {
  return placesOf("engine", CONNECT_KEYS, connect);
}

/** @param groups those that the room's settings have, in their order */
export function groupPlaces(groups: readonly SectionReader[]): SettingPlaces {
  const names = groupNames(groups.map(({ section }) => section.name));
  const places = groups.map((group, index) => placesOf(`groups.${names[index]}`, GROUP_KEYS, group));
  return Object.assign({}, ...places);
}

function placesOf(
  path: string,
  keys: Readonly<Record<string, string>>,
  reader: SectionReader,
): SettingPlaces {
  return Object.fromEntries(
    Object.entries(keys).map(([key, setting]) => {
      const place = reader.place(key);
      return [`${path}.${setting}`, `${place.path} (line ${place.line})`];
    }),
  );
}
