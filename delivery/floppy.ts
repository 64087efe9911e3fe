/** @module Delivery by floppy: the answer file on a floppy image, the image on a share that the hypervisor hosts mount. */

import { createHash } from "node:crypto";
import { buildFloppyImage } from "./floppy-image";
import type { FloppyShare } from "./sftp";

/** Whose floppy it is. */
export interface FloppyOwner {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Name of the stack: the room. */
  readonly stack: string;
  /** Name of the VM. */
  readonly vmName: string;
}

/**
 * Names of the answer file on the floppy, the same file under each: `sysprep.inf` where the gold image's registry says
 * so, as the old tool wanted it (`HKLM\SYSTEM\Setup!UnattendFile`), and the name that Windows looks for by itself on
 * every drive that is removable and writable.
 */
const ANSWER_FILE_NAMES = ["sysprep.inf", "Unattend.xml"];

/** Longest part of a name; the digest tells apart what is cut. */
const PART_LENGTH = 48;

/**
 * Name of a seat's image: the same in every run, so that what a killed run left behind is found and taken away. The
 * digest keeps apart what reads the same (`a-b` + `c` and `a` + `b-c`).
 *
 * @example floppyName({ project: "virtroom", stack: "room01", vmName: "room01-vd07" })
 *   // "virtroom-virtroom-room01-room01-vd07-5d1e8b52.img"
 */
export function floppyName({ project, stack, vmName }: FloppyOwner): string {
  const parts = [project, stack, vmName].map(part =>
    part.replaceAll(/[^A-Za-z0-9._-]/g, "_").slice(0, PART_LENGTH),
  );
  const digest = createHash("sha256")
    .update(JSON.stringify([project, stack, vmName]))
    .digest("hex")
    .slice(0, 8);
  return `virtroom-${parts.join("-")}-${digest}.img`;
}

/** The image with a seat's answer file. @throws FloppyImageError */
export function floppyImage(answerFile: string): Buffer {
  const content = Buffer.from(answerFile, "utf8");
  return buildFloppyImage(ANSWER_FILE_NAMES.map(name => ({ name, content })));
}

/**
 * The path of a seat's image on a host: the value of the custom property `floppy`.
 *
 * @param folderOnHosts the share's folder as hypervisor hosts see it
 */
export function floppyOnHosts(folderOnHosts: string, owner: FloppyOwner): string {
  return `${folderOnHosts.replace(/\/+$/, "")}/${floppyName(owner)}`;
}

/**
 * Puts a seat's floppy on the share, in the place of one that is there already.
 *
 * @returns the path of the image on a host
 * @throws ShareError, FloppyImageError
 */
export async function placeFloppy(
  share: FloppyShare,
  folderOnHosts: string,
  owner: FloppyOwner,
  answerFile: string,
): Promise<string> {
  await share.upload(floppyName(owner), floppyImage(answerFile));
  return floppyOnHosts(folderOnHosts, owner);
}

/** Takes a seat's floppy off the share; fine when it is not there. @throws ShareError */
export async function takeFloppyAway(share: FloppyShare, owner: FloppyOwner): Promise<void> {
  await share.remove(floppyName(owner));
}
