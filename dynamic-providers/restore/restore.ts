/**
 * @module Restore: a VM of ours that is down goes back to a snapshot. That brings the VM's settings of its time back too, so
 * those that have been changed since are set again: the marker and the network with them.
 */

import type { VnicProfile } from "../../ovirt/catalog";
import type { Snapshot } from "../../ovirt/snapshot";
import type { Vm } from "../../ovirt/vm";
import type { VmChanges } from "../../ovirt/vm-request";
import type { GroupSettings } from "../../room/settings/settings";
import type { Context } from "../conversation/context";
import { memoryOf } from "../vm";
import { goBack } from "./go-back";
import { reconnect } from "./reconnect";

/** What a VM has after a restore, whatever it had when the snapshot was taken. */
export interface KeptSettings {
  /** With the marker by which the VM is known to be the seat's. */
  readonly comment: string;
  readonly settings: GroupSettings;
  readonly vnicProfile: VnicProfile;
}

export async function restore(
  vmId: string,
  snapshot: Snapshot,
  kept: KeptSettings,
  context: Context,
): Promise<void> {
  context.show(`going back to ${JSON.stringify(snapshot.description)}`);
  await setAgain(await goBack(vmId, snapshot, context), kept, context);
}

/** @param vm one that was restored and is down */
export async function setAgain(vm: Vm, kept: KeptSettings, context: Context): Promise<void> {
  const changes = changedSince(vm, kept);
  const { vms } = context.conversation.engine;
  if (Object.keys(changes).length > 0) await vms.change(vm.id, context.seat, changes);
  await reconnect(vm.id, kept.vnicProfile, context);
}

/** Settings that were changed in place after the snapshot was taken. */
function changedSince(vm: Vm, { comment, settings }: KeptSettings): VmChanges {
  const { description, memory, os, timeZone, usb, stateless } = settings;
  return {
    ...(vm.comment === comment ? {} : { comment }),
    ...(vm.description === description ? {} : { description }),
    ...(vm.memory === memory ? {} : { memory: memoryOf(memory, vm) }),
    ...(vm.os === os && vm.timeZone === timeZone ? {} : { os, timeZone }),
    ...(vm.usb === usb ? {} : { usb }),
    ...(vm.stateless === stateless ? {} : { stateless }),
  };
}
