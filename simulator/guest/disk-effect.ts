/**
 * @module What a command line leaves on the disk, as far as a room can tell: files that it deletes, the automatic logon that it
 * takes back, and how long passwords last.
 */

import { commandsIn } from "./commands-in";
import type { GuestDisk } from "./contract";

export function changeDisk(commandLine: string, disk: GuestDisk): void {
  if (/\bAutoAdminLogon\b|\bAutoLogonCount\b/i.test(commandLine)) {
    delete disk.autoLogon;
  }
  for (const { words, inCmd } of commandsIn(commandLine)) {
    const [program = "", ...rest] = words;
    if (inCmd && /^(del|erase)$/.test(program)) {
      deleteFiles(
        rest.filter(word => !word.startsWith("/")),
        disk,
      );
    }
    if (program === "net" && rest[0]?.toLowerCase() === "accounts") {
      setPasswordAge(rest, disk);
    }
  }
}

function setPasswordAge(words: string[], disk: GuestDisk): void {
  const [age] = words.flatMap(word => /^\/maxpwage:(unlimited|\d+)$/i.exec(word)?.[1] ?? []);
  if (age !== undefined) {
    disk.passwordAge = /^\d+$/.test(age) ? Number(age) : "unlimited";
  }
}

/** Patterns with `*` and `?` in their last part; those are no part of a folder's name. */
function deleteFiles(patterns: string[], disk: GuestDisk): void {
  for (const pattern of patterns) {
    const path = pattern.replace(/%(windir|systemroot)%/gi, "C:\\Windows").replace(/%systemdrive%/gi, "C:");
    const literal = path.replaceAll(/[.+^$(){}|[\]\\]/g, "\\$&");
    const matches = new RegExp(`^${literal.replaceAll("*", "[^\\\\]*").replaceAll("?", "[^\\\\]")}$`, "i");
    for (const name of Object.keys(disk.files).filter(file => matches.test(file))) {
      delete disk.files[name];
    }
  }
}
