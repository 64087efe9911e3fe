/** @module Time zones in the engine's words: Windows names for Windows types, tz names for all others (facts/ovirt.md). */

import { findIana } from "windows-iana";

export function isWindows(os: string): boolean {
  return /^windows/i.test(os);
}

/** Whether the engine takes this time zone for this OS type, as far as that can be known without it. */
export function fitsTimeZone(os: string, timeZone: string): boolean {
  return isWindows(os) ? findIana(timeZone).length > 0 : isTzName(timeZone);
}

function isTzName(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
