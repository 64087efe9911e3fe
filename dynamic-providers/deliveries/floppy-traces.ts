/** @module What tells of a floppy with a seat's answer file: which one its VM names, and whether an earlier run may have made one. */

import { floppyName } from "../../delivery/floppy";
import type { Vm } from "../../ovirt/vm";
import type { Owner } from "../../room/marker";
import { isWindows } from "../../room/time-zone";
import type { OwnedVm } from "../steps/owned-vm";
import { floppyOwner, isUploaded } from "./image-file";

/** @returns the path on hosts of the seat's floppy, when its VM names it; a template may name one of its own */
export function namedFloppy(vm: Vm, owner: Owner): string | undefined {
  const name = floppyName(floppyOwner(owner));
  const property = vm.customProperties.find(
    ({ name: key, value }) => key === "floppy" && value.endsWith(`/${name}`),
  );
  return property?.value;
}

/**
 * Whether an earlier run may have put one on the share: this machine has by the site's commands, or the VM names it, or the
 * setup was neither finished nor given up and the VM is set up as another system than Windows, which only floppies need.
 */
export function mayHaveFloppy({ vm, marker }: OwnedVm, owner: Owner): boolean {
  if (isUploaded(owner)) return true;
  // Who has marked it so has taken the floppy away, though a guest that ran then may name it still.
  if (marker.phase === "failed") return false;
  if (namedFloppy(vm, owner) !== undefined) return true;
  return marker.phase !== "ready" && !isWindows(vm.os);
}
