/** @module Time zones in the engine's words: Windows names for Windows types, tz names for all others (docs/facts/ovirt.md). */

import { findIana } from "windows-iana";

/** Names that Windows has given up and engines still list. */
const olderNames: ReadonlySet<string> = new Set([
  "Armenian Standard Time",
  "Kamchatka Standard Time",
  "Mexico Standard Time",
  "Mexico Standard Time 2",
  "Mid-Atlantic Standard Time",
]);

export function isWindows(os: string): boolean {
  return /^windows/i.test(os);
}

/** Whether the engine takes this time zone for this OS type, as far as that can be known without it. */
export function fitsTimeZone(os: string, timeZone: string): boolean {
  if (!isWindows(os)) return isTzName(timeZone);
  return olderNames.has(timeZone) || findIana(timeZone).length > 0;
}

function isTzName(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
