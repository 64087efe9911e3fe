/** @module Where old configuration files are, and the files that they name. */

import { posix } from "node:path";

/** The tool was renamed once; each name had a folder of its own. */
const NAMES = [
  ["amoothei-vdi", "amoothei-vm-rollout.conf"],
  ["virtesk-vdi", "virtesk-vm-rollout.conf"],
] as const;

/**
 * The files that are looked for when none is named, the first that exists is taken.
 *
 * @param home the user's home folder
 */
export function configurationPlaces(home: string): string[] {
  return NAMES.flatMap(([folder, file]) => [
    posix.join(home, ".config", folder, file),
    posix.join("/etc", folder, file),
  ]);
}

/**
 * The file that a path in an old configuration means: `~` is the home folder, and what is not absolute starts at the
 * folder of the configuration file.
 *
 * @param written the path as it stands in the file
 * @param folder folder of the configuration file
 */
export function resolveOldPath(written: string, folder: string, home: string): string {
  const expanded = written.replace(/^~(?=\/|$)/, () => home);
  return posix.resolve(folder, expanded);
}
