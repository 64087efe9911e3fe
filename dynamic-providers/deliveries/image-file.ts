/**
 * @module A seat's floppy image in a local file, for the site's own commands to carry away: in a folder that only this
 * account can enter, under the name that it gets on the share.
 */

import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FloppyOwner, floppyImage, floppyName } from "../../delivery/floppy";
import { recordOf } from "../../delivery/floppy-commands";
import type { Owner } from "../../room/marker";
import { ProviderError } from "../provider-error";

/** The same in every run on this machine, so that what a killed run has left is found. */
export function imageFile(owner: Owner): string {
  return join(tmpdir(), `virtroom-${process.getuid?.() ?? "user"}`, floppyName(floppyOwner(owner)));
}

/** Writes the image, complete or not at all. @throws ProviderError when others could read it */
export function writeImage(owner: Owner, answerFile: string): void {
  const file = imageFile(owner);
  ensurePrivate(join(file, ".."), owner.seat);
  const partial = `${file}.part`;
  rmSync(partial, { force: true });
  writeFileSync(partial, floppyImage(answerFile), { flag: "wx", mode: 0o600 });
  renameSync(partial, file);
}

export function removeImage(owner: Owner): void {
  const file = imageFile(owner);
  // What the site's command said goes there, and stays when the machine is lost under it (`scripts/floppy.sh`).
  for (const left of [file, `${file}.part`, `${file}.said`]) rmSync(left, { force: true });
}

/** Whether this machine has brought the image to the share, and not yet taken it away. */
export function isUploaded(owner: Owner): boolean {
  return existsSync(recordOf(imageFile(owner)));
}

export function forgetUpload(owner: Owner): void {
  rmSync(recordOf(imageFile(owner)), { force: true });
}

export function floppyOwner({ project, stack, seat }: Owner): FloppyOwner {
  return { project, stack, vmName: seat };
}

/** Anyone may make a folder of that name in a folder for all, or a link in its place. */
function ensurePrivate(folder: string, seat: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  const ours = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o077) === 0);
  if (stat.isDirectory() && ours) return;
  throw new ProviderError(
    seat,
    "writing the floppy image",
    `others may read what is in ${folder}, and the image holds passwords`,
    "Remove it, or set TMPDIR to a folder of your own",
  );
}
