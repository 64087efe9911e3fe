/**
 * @module The seam between the engine and what runs inside its virtual machines. The engine owns the hardware
 * and the disk, and boots a guest with them; the guest tells what the host would notice. Neither side knows more
 * of the other than stands here.
 */

import type { Clock } from "../clock";

/** One line of what Setup wrote down: Windows' own setupact.log and netsetup.log, in short. */
export interface JournalEntry {
  /** Where in Setup it happened. */
  stage: "search" | "specialize" | "join" | "oobeSystem" | "first logon" | "power";
  text: string;
}

/** An address that the guest has configured on the adapter with that MAC (`00:1a:4a:16:01:51`). */
export interface StaticAddress {
  mac: string;
  address: string;
  prefix: number;
}

/**
 * What is on the system disk. Plain data: the engine copies it (`structuredClone`) when it clones a template, takes a
 * snapshot or restores one, and the running guest writes into it.
 */
export interface GuestDisk {
  /** `none`: an empty disk, nothing to boot from. */
  os: "windows" | "linux" | "none";
  /** Sealed by Sysprep: the next boot sets the machine up and looks for an answer file. */
  sealed: boolean;
  /** The pass that Setup is in. Left behind when the power is cut: `specialize` cannot be taken up again. */
  setup?: "specialize" | "oobeSystem";
  /** Resealed to audit mode, in which there is no Setup and no first logon. */
  audit?: true;
  /** Of the Windows on the disk; components for another one are passed over. */
  architecture?: "amd64" | "x86";
  /** The built-in Administrator's name, such as `Administrateur`. @default Administrator */
  administrator?: string;
  /** `HKLM\SYSTEM\Setup!UnattendFile`, such as `A:\sysprep.inf`. */
  unattendFile?: string;
  /** Answer files left on the disk by whoever made the image: path such as `C:\Windows\Panther\unattend.xml` -> text. */
  files: Record<string, string>;
  computerName?: string;
  /** The DNS name of the domain that the machine is a member of. */
  domain?: string;
  addresses: StaticAddress[];
  /** Whom Windows still logs on by itself, and how often: the Winlogon values of an AutoLogon. */
  autoLogon?: { user: string; left: number };
  /** After how many days a local account has to change its password: `net accounts /maxpwage`. @default 42, Windows' own */
  passwordAge?: number | "unlimited";
  /** How often Setup has run to its end on this disk. */
  setupRuns: number;
  journal: JournalEntry[];
}

export interface MediaFile {
  name: string;
  content: string | Uint8Array;
}

/**
 * Media in the drives; looked at whenever the machine boots, so the engine may take them out of the object in between.
 * `floppyImage`: a raw FAT12 image; `floppyFiles` stand for an image that the engine makes itself.
 */
export interface GuestMedia {
  floppyImage?: Uint8Array;
  floppyFiles?: MediaFile[];
  cdromFiles?: MediaFile[];
}

export interface GuestHardware {
  vmName: string;
  /** The engine's OS type, such as `windows_10x64`. The guest on the disk does not care, which is as it should be. */
  osType: string;
  nics: { mac: string; linked: boolean }[];
  media: GuestMedia;
  /** Not a copy: the guest changes it while it runs. */
  disk: GuestDisk;
}

/** What the host notices of a guest. */
export type GuestEvent =
  /** The guest agent reports; may come again with more (addresses come later than the name). */
  | { kind: "agent"; fqdn: string; addresses: { mac: string; address: string }[]; domain?: string }
  /** The guest restarts the machine; `restarted` follows when it boots again. Agent data is gone until then. */
  | { kind: "rebooting" }
  | { kind: "restarted" }
  /** The guest switched the power off: by itself, or because the power button was pressed. Nothing is told after it. */
  | { kind: "powered-off" }
  /** The machine died (the host sees an error). Nothing is told after it. */
  | { kind: "crashed"; reason: string }
  /** The guest does not answer any more; it stays so until the power is cut. */
  | { kind: "hung" };

export interface RunningGuest {
  /** Power off from outside: everything stops at once, nothing is told any more. */
  cutPower(): void;
  /** The virtual CPUs stand still: the machine is paused or suspended. What was about to happen happens after `thaw`. */
  freeze(): void;
  thaw(): void;
  /** ACPI power button. A guest that is in Setup, or hangs, does not react. */
  pressPowerButton(): void;
  /** Asks the guest to restart, as the engine's `reboot` does. Same exceptions. */
  askToRestart(): void;
  /** What a person would see on the console, as text. */
  screen(): string;
}

/**
 * Boots the machine. `tell` is never called before this function has returned. All that takes time in the guest goes by
 * the clock (`clock.after`), never by `setTimeout`: tests stop and move it.
 */
export type BootGuest = (
  hardware: GuestHardware,
  tell: (event: GuestEvent) => void,
  clock: Clock,
) => RunningGuest;

/** A disk with nothing on it. */
export function blankDisk(): GuestDisk {
  return { os: "none", sealed: false, files: {}, addresses: [], setupRuns: 0, journal: [] };
}

/** A Windows gold image as Sysprep leaves it. */
export function sealedWindows(details: Partial<GuestDisk> = {}): GuestDisk {
  return { ...blankDisk(), os: "windows", sealed: true, ...details };
}
