/**
 * @module The drives of a guest: what lies on C:, A: and D:, and where Windows Setup looks for its answer file
 * (Microsoft: "Windows Setup Automation Overview", implicit answer file search order).
 */

import type { GuestDisk, GuestMedia, MediaFile } from "./contract";
import { readFloppy } from "./fat12";

/** Finds a file by its full path, such as `A:\scripts\join.cmd`, whatever the case of its letters. */
export type FindFile = (path: string) => MediaFile | undefined;

/** Drives are read once, when the machine boots. */
export function openDrives(disk: GuestDisk, media: GuestMedia): FindFile {
  const floppy = media.floppyImage === undefined ? media.floppyFiles : readFloppy(media.floppyImage);
  const onDrive = (letter: string, files: MediaFile[] = []) =>
    files.map(({ name, content }) => ({ name: `${letter}:\\${name.replaceAll("/", "\\")}`, content }));
  const removable = [...onDrive("A", floppy), ...onDrive("D", media.cdromFiles)];
  const index = new Map(removable.map(file => [file.name.toLowerCase(), file]));
  return path => {
    const wanted = path.replaceAll("/", "\\").toLowerCase();
    const fixed = Object.keys(disk.files).find(name => name.toLowerCase() === wanted);
    return fixed === undefined ? index.get(wanted) : { name: fixed, content: disk.files[fixed] ?? "" };
  };
}

/** Where Setup keeps the answer file that it took, for the passes to come. */
export const CACHED_ANSWER_FILE = "C:\\Windows\\Panther\\unattend.xml";

/** Where a sealed image looks, first hit wins. `Autounattend.xml` is for windowsPE and offlineServicing only. */
export function answerFilePlaces(disk: GuestDisk): string[] {
  return [
    ...(disk.unattendFile === undefined ? [] : [disk.unattendFile]),
    "C:\\Windows\\Panther\\Unattend\\Unattend.xml",
    CACHED_ANSWER_FILE,
    "A:\\Unattend.xml",
    "D:\\Unattend.xml",
    "C:\\Windows\\System32\\Sysprep\\Unattend.xml",
    "C:\\Unattend.xml",
  ];
}
