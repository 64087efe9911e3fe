/**
 * @module Brings a VM into the state in which an answer shows it.
 */

import type { VmBody } from "../../simulator/api/types/vm";
import { createSnapshot } from "../../simulator/engine/snapshots";
import type { Vm, VmStatus } from "../../simulator/engine/vm";
import { changed } from "../../simulator/engine/vm-change";
import type { Stage } from "./replay-stage";

/** What an answer shows of a VM is how it has to be. */
export function showAs(stage: Stage, vm: Vm, body: VmBody): void {
  const status = body.status as VmStatus;
  if (status !== "image_locked") {
    stage.until(() => vm.status !== "image_locked");
  }
  const running = body.start_time !== undefined;
  stage.bring(vm, status, running && body.run_once === true);
  showSettings(stage, vm, body);
  vm.stopReason = body.stop_reason;
  if (vm.run !== undefined) {
    showAgent(stage, vm, body.fqdn);
  }
  if (body.next_run_configuration_exists === true) {
    vm.nextRun ??= structuredClone(vm.settings);
  } else if (body.next_run_configuration_exists === false) {
    vm.nextRun = undefined;
  }
}

/**
 * Before a change: as the answer shows it, but for what the request changes. Of a running VM, what the answer still shows
 * otherwise waits for the next run.
 */
export function showBefore(stage: Stage, vm: Vm, shown: VmBody, request: VmBody): void {
  vm.nextRun = undefined;
  stage.bring(vm, shown.start_time === undefined ? "down" : "up", shown.run_once === true);
  if (shown.start_time !== undefined && request.stateless === false && shown.stateless === true) {
    stage.bring(vm, "down");
    vm.settings.stateless = true;
    stage.bring(vm, "up");
  } else if (shown.stateless === false && request.stateless !== true) {
    vm.settings.stateless = false;
  }
  const others = Object.fromEntries(
    Object.entries(settingsOf(shown)).filter(([field]) => !(field in request) && field !== "stateless"),
  );
  vm.settings = changed(vm.settings, others, false);
  vm.stopReason = shown.stop_reason;
  showAgent(stage, vm, shown.fqdn);
  const snapshotting = vm.snapshots.some(snapshot => snapshot.status === "locked");
  if (shown.initialization?.configuration === undefined && !snapshotting) {
    // The OVF is left out while a snapshot is being taken.
    createSnapshot(stage.engine, stage.caller, vm, { description: "under way" });
  }
}

function showAgent(stage: Stage, vm: Vm, fqdn: string | undefined): void {
  const { run } = vm;
  if (run === undefined) {
    return;
  }
  if (fqdn === undefined) {
    run.agent = undefined;
  } else if (!stage.until(() => run.agent !== undefined || vm.run !== run)) {
    run.agent = { fqdn, addresses: [] };
  }
}

/** Changes that were made between recordings show in the answer. */
function showSettings(stage: Stage, vm: Vm, body: VmBody): void {
  vm.settings = changed(vm.settings, settingsOf(body), false);
  const { configuration, root_password, ...initialization } = body.initialization ?? {};
  const kept = Object.keys(initialization).length > 0;
  vm.settings.initialization = kept
    ? { ...initialization, ...(root_password !== undefined && { root_password: "set" }) }
    : undefined;
  for (const collection of [body.nics, body.disk_attachments]) {
    if (collection !== undefined && collection.length > 0) {
      ensureParts(stage, vm);
    }
  }
}

function settingsOf(body: VmBody): VmBody {
  return {
    name: body.name,
    description: body.description,
    comment: body.comment,
    memory: body.memory,
    memory_policy: body.memory_policy,
    cpu: body.cpu,
    os: body.os,
    time_zone: body.time_zone,
    stateless: body.stateless,
    type: body.type,
    usb: body.usb,
    display: body.display && { type: body.display.type, monitors: body.display.monitors },
    high_availability: body.high_availability,
    custom_properties: body.custom_properties ?? [],
    payloads: body.payloads ?? [],
  };
}

/** At least one NIC and one disk. */
export function ensureParts(stage: Stage, vm: Vm): void {
  stage.ensureDisk(vm);
  if (vm.nics.length === 0) {
    const [profile] = stage.engine.vnicProfiles.keys();
    vm.nics.push({
      id: stage.engine.ids.next(),
      name: "nic1",
      interface: "virtio",
      mac: stage.engine.macs.take(),
      linked: true,
      plugged: true,
      vnicProfile: profile,
    });
  }
}
