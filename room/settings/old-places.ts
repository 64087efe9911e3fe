/** @module The file of the tool before this one that settings were read from: where in it each of them stands. */

import type { Fault } from "../fault/fault";

export interface OldPlaces {
  readonly file: string;
  /** By the settings' paths: `groups.students.setupOs` is `[room lab] [[students]] workaround_os (line 48)`. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What it is called in the configuration of a stack that is made for one run. */
export const oldPlacesKey = "oldPlaces";

/** What such a configuration says; undefined in any other. */
export function oldPlacesOf(value: unknown): OldPlaces | undefined {
  const { file, keys } = { file: undefined, keys: undefined, ...(value as object | undefined) };
  if (typeof file !== "string" || typeof keys !== "object" || keys === null) return undefined;
  return { file, keys: keys as OldPlaces["keys"] };
}

/** A setting as the user finds it: by its path, or by the old file's key for it. */
export function settingIn(old: OldPlaces | undefined, path: string): string {
  const key = old?.keys[path];
  return old && key ? `${key} in ${old.file}` : path;
}

/** Faults of settings told by the old file's keys, where the settings come from one. */
export function atOldKeys(faults: readonly Fault[], old: OldPlaces | undefined): readonly Fault[] {
  if (!old) return faults;
  return faults.map(fault => {
    const key = old.keys[fault.path];
    if (key !== undefined) return { ...fault, path: key };
    if (!/^groups\.[^.]+\.\w+$/.test(fault.path)) return fault;
    // There is a way out by such a setting, but not in that file.
    return { ...fault, remedy: `${fault.remedy}. The old file has no key for it: virtroom import first` };
  });
}
