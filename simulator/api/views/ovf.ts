/**
 * @module The OVF of a VM: what the engine embeds as `initialization.configuration`. Kept to what describes the VM.
 */

import { create } from "xmlbuilder2";
import type { Engine } from "../../engine/engine";
import type { Vm } from "../../engine/vm";
import { gibibyte, mebibyte } from "../../engine/vm-defaults";

const namespaces = {
  "xmlns:ovf": "http://schemas.dmtf.org/ovf/envelope/1/",
  "xmlns:rasd": "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData",
  "xmlns:vssd": "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData",
  "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
};

/** `2026/11/24 21:46:25` */
function ovfDate(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
}

export function ovf(engine: Engine, vm: Vm): string {
  const { settings } = vm;
  const envelope = create({ version: "1.0", encoding: "UTF-8" }).ele("ovf:Envelope", {
    ...namespaces,
    "ovf:version": "4.4.0.0",
  });
  const section = envelope.ele("Section", { "xsi:type": "ovf:DiskSection_Type" });
  section.ele("Info").txt("List of Virtual Disks");
  for (const disk of vm.disks) {
    section.ele("Disk", {
      "ovf:diskId": disk.imageId,
      "ovf:size": Math.ceil(disk.provisioned / gibibyte),
      "ovf:disk-alias": disk.alias,
      "ovf:boot": disk.bootable,
      "ovf:fileRef": `${disk.id}/${disk.imageId}`,
    });
  }
  const content = envelope.ele("Content", { "ovf:id": "out", "xsi:type": "ovf:VirtualSystem_Type" });
  const plain: [string, string | number | boolean][] = [
    ["Name", settings.name],
    ["Description", settings.description],
    ["Comment", settings.comment],
    ["CreationDate", ovfDate(vm.created)],
    ["ExportDate", ovfDate(engine.clock.now())],
    ["TimeZone", settings.time_zone.name ?? ""],
    ["Generation", vm.generation],
    ["ClusterCompatibilityVersion", engine.cluster(vm.cluster).level],
    ["MinAllocatedMem", (settings.memory_policy.guaranteed ?? 0) / mebibyte],
    ["IsStateless", settings.stateless],
    ["UserDefinedProperties", properties(vm)],
    ["MaxMemorySizeMb", (settings.memory_policy.max ?? 0) / mebibyte],
    ["TemplateId", vm.template],
    ["IsInitilized", vm.initialized],
    ["StopTime", ovfDate(vm.stopped)],
  ];
  for (const [name, value] of plain) {
    content.ele(name).txt(String(value));
  }
  const os = content.ele("Section", { "ovf:id": vm.id, "xsi:type": "ovf:OperatingSystemSection_Type" });
  os.ele("Description").txt(settings.os.type ?? "other");
  for (const snapshot of vm.snapshots) {
    const shown = content.ele("Section", { "xsi:type": "ovf:SnapshotsSection_Type" });
    const element = shown.ele("Snapshot", { "ovf:id": snapshot.id });
    element.ele("Type").txt(snapshot.type.toUpperCase());
    element.ele("Description").txt(snapshot.description);
    element.ele("CreationDate").txt(ovfDate(snapshot.date));
  }
  return envelope.end();
}

function properties(vm: Vm): string {
  return (vm.settings.custom_properties ?? []).map(({ name, value }) => `${name}=${value}`).join(";");
}
