/**
 * @module Disks of a VM.
 */

import type { DiskAttachmentBody } from "../api/types/disk-attachment";
import type { Caller } from "./caller";
import { userName } from "./directory";
import { type Disk, newDisk } from "./disk";
import type { Engine } from "./engine";
import { conflict, entityNotFound, incomplete, invalid } from "./fault";
import { isRunning, type Vm } from "./vm";

export function attachDisk(
  engine: Engine,
  caller: Caller,
  vm: Vm | undefined,
  request: DiskAttachmentBody,
): Disk {
  if (request.bootable === undefined || request.interface === undefined) {
    throw incomplete("DiskAttachment", "bootable, interface", "add");
  }
  if (vm === undefined) {
    throw invalid("Cannot add Virtual Disk. VM is not found.");
  }
  const wanted = request.disk ?? {};
  if (wanted.provisioned_size === undefined) {
    throw incomplete("DiskAttachment", "disk.provisionedSize", "add");
  }
  const storage = wanted.storage_domains?.[0];
  const domain = [...engine.storageDomains.values()].find(
    candidate => candidate.id === storage?.id || candidate.name === storage?.name,
  );
  if (domain === undefined) {
    throw entityNotFound(`StorageDomainStatic: name=${storage?.name ?? storage?.id}`);
  }
  if (domain.available < wanted.provisioned_size) {
    throw conflict(`Cannot add Virtual Disk. Low disk space on Storage Domain ${domain.name}.`);
  }
  const disk = newDisk({
    id: engine.ids.next(),
    imageId: engine.ids.next(),
    alias: wanted.alias ?? wanted.name ?? `${vm.settings.name}_Disk${vm.disks.length + 1}`,
    description: wanted.description ?? "",
    status: "locked",
    provisioned: wanted.provisioned_size,
    format: wanted.format ?? "cow",
    sparse: wanted.sparse ?? true,
    interface: request.interface,
    bootable: request.bootable,
    active: request.active ?? true,
    readOnly: request.read_only ?? false,
    shareable: wanted.shareable ?? false,
    storageDomain: domain.id,
  });
  vm.disks.push(disk);
  const job = engine.openJob(caller, `Creating Disk ${disk.alias}`);
  const started = `Add-Disk operation of ${disk.alias} was initiated on VM ${vm.settings.name} by ${userName(caller.user)}.`;
  engine.log({ code: 78, description: started }, vm, caller);
  engine.after("createDisk", () => {
    disk.status = "ok";
    const done = `The disk ${disk.alias} was successfully added to VM ${vm.settings.name}.`;
    engine.log({ code: 97, description: done }, vm, caller);
    engine.jobs.end(job);
  });
  return disk;
}

export function detachDisk(vm: Vm, disk: Disk): void {
  if (isRunning(vm)) {
    throw conflict("Cannot remove Virtual Disk. At least one of the VMs is not down.");
  }
  if (disk.status === "locked") {
    throw conflict(
      `Cannot remove Virtual Disk: The following disks are locked: ${disk.alias}. Please try again in a few minutes.`,
    );
  }
  vm.disks = vm.disks.filter(other => other !== disk);
}
