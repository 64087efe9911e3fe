/**
 * @module `/disks` and `/vms/:vm/diskattachments`.
 */

import type { Disk } from "../../engine/disk";
import { attachDisk, detachDisk } from "../../engine/disks";
import type { Engine } from "../../engine/engine";
import { notFound } from "../../engine/fault";
import type { Fields } from "../../search/match";
import { complete } from "../action";
import { find } from "../find";
import { nouns } from "../nouns";
import { type Call, created, get, list, one, type Route, receive, remove } from "../route";
import { diskAttachment } from "../types/disk-attachment";
import { attachmentBody, diskBody } from "../views/disk-view";
import { found, maybeVm, vmOf } from "./lookup";

const path = "/vms/:vm/diskattachments";

function allDisks(engine: Engine): Disk[] {
  const owners = [...engine.templates.values(), ...engine.vms.values()];
  return owners.flatMap(owner => owner.disks);
}

const fields: Fields<Disk> = {
  name: disk => disk.alias,
  alias: disk => disk.alias,
  description: disk => disk.description,
  id: disk => disk.id,
  status: disk => disk.status,
  provisioned_size: disk => disk.provisioned,
};

function diskOf(call: Call<unknown>): Disk {
  return found(vmOf(call).disks.find(disk => disk.id === call.parts.disk));
}

export const diskRoutes: Route[] = [
  get("/disks", call =>
    list(
      nouns.disk,
      find(call, allDisks(call.engine), fields).map(disk => diskBody(call.engine, disk)),
    ),
  ),
  get("/disks/:disk", call => {
    const disk = allDisks(call.engine).find(candidate => candidate.id === call.parts.disk);
    return one(nouns.disk, diskBody(call.engine, found(disk)));
  }),
  get(path, call => {
    const vm = vmOf(call);
    return list(
      nouns.diskAttachment,
      vm.disks.map(disk => attachmentBody("vms", vm.id, disk)),
    );
  }),
  receive("POST", path, "disk_attachments add", diskAttachment, call => {
    const vm = maybeVm(call);
    const disk = attachDisk(call.engine, call.caller, vm, call.body);
    return created(nouns.diskAttachment, attachmentBody("vms", found(vm).id, disk));
  }),
  get(`${path}/:disk`, call => one(nouns.diskAttachment, attachmentBody("vms", vmOf(call).id, diskOf(call)))),
  receive("PUT", `${path}/:disk`, "disk_attachment update", diskAttachment, call => {
    const vm = vmOf(call);
    const disk = diskOf(call);
    disk.bootable = call.body.bootable ?? disk.bootable;
    disk.active = call.body.active ?? disk.active;
    disk.interface = call.body.interface ?? disk.interface;
    disk.alias = call.body.disk?.alias ?? call.body.disk?.name ?? disk.alias;
    return one(nouns.diskAttachment, attachmentBody("vms", vm.id, disk));
  }),
  remove(`${path}/:disk`, call => {
    const vm = maybeVm(call);
    if (vm === undefined) {
      throw notFound();
    }
    detachDisk(vm, diskOf(call));
    return complete({}, undefined);
  }),
];
