/**
 * @module Lays what a request names over a VM's settings, and nothing else. Pure.
 */

import type { VmBody } from "../api/types/vm";
import { isWindows, osType } from "./os-types";
import { settle } from "./settle";
import { defaultTimeZone } from "./time-zones";
import type { VmSettings } from "./vm";
import { gibibyte, mebibyte } from "./vm-defaults";

/** Fields that are taken over as they stand. */
const simple = [
  "name",
  "description",
  "comment",
  "cpu_shares",
  "custom_compatibility_version",
  "custom_cpu_model",
  "custom_emulated_machine",
  "delete_protected",
  "migration_downtime",
  "multi_queues_enabled",
  "origin",
  "serial_number",
  "soundcard_enabled",
  "start_paused",
  "stateless",
  "storage_error_resume_behaviour",
  "tpm_enabled",
  "type",
  "virtio_scsi_multi_queues_enabled",
] as const;

/** Fields whose members are taken over one by one. */
const merged = [
  "bios",
  "console",
  "high_availability",
  "io",
  "large_icon",
  "migration",
  "placement_policy",
  "rng_device",
  "small_icon",
  "sso",
  "virtio_scsi",
] as const;

/** `creating`: a new VM's guaranteed and largest memory follow its memory; a change leaves them. */
export function changed(settings: VmSettings, request: VmBody, creating: boolean): VmSettings {
  const result = { ...settings };
  for (const field of simple) {
    take(result, request, field);
  }
  for (const field of merged) {
    merge(result, request, field);
  }
  changeCpu(result, request);
  changeOs(result, request);
  changeMemory(result, request, creating);
  changeDisplay(result, request);
  changeUsb(result, request);
  changeLists(result, request);
  if (request.initialization !== undefined) {
    result.initialization = { ...result.initialization, ...request.initialization };
  }
  return settle(result);
}

function take<K extends (typeof simple)[number]>(result: VmSettings, request: VmBody, field: K): void {
  const value: VmBody[K] = request[field];
  if (value !== undefined) {
    Object.assign(result, { [field]: value });
  }
}

function merge(result: VmSettings, request: VmBody, field: (typeof merged)[number]): void {
  if (request[field] !== undefined) {
    Object.assign(result, { [field]: { ...result[field], ...request[field] } });
  }
}

function changeCpu(result: VmSettings, request: VmBody): void {
  if (request.cpu !== undefined) {
    const topology = { ...result.cpu.topology, ...request.cpu.topology };
    result.cpu = { ...result.cpu, ...request.cpu, topology, architecture: result.cpu.architecture };
  }
}

function changeOs(result: VmSettings, request: VmBody): void {
  if (request.os !== undefined) {
    const type = request.os.type === undefined ? result.os.type : osType(request.os.type).name;
    result.os = { ...result.os, ...request.os, type };
  }
  if (request.time_zone?.name !== undefined) {
    const fallback = isWindows(result.os.type ?? "") ? defaultTimeZone.windows : defaultTimeZone.other;
    result.time_zone = { name: request.time_zone.name === "" ? fallback : request.time_zone.name };
  }
}

/** The engine counts in MiB: the rest is cut off. */
function changeMemory(result: VmSettings, request: VmBody, creating: boolean): void {
  if (request.memory !== undefined) {
    result.memory = inMebibytes(request.memory);
    if (creating) {
      result.memory_policy = {
        ...result.memory_policy,
        guaranteed: result.memory,
        max: 4 * result.memory,
      };
    }
  }
  const { guaranteed, max, ballooning } = request.memory_policy ?? {};
  result.memory_policy = {
    ballooning: ballooning ?? result.memory_policy.ballooning,
    guaranteed: guaranteed === undefined ? result.memory_policy.guaranteed : inMebibytes(guaranteed),
    max: max === undefined ? (result.memory_policy.max ?? 4 * gibibyte) : inMebibytes(max),
  };
}

function inMebibytes(bytes: number): number {
  return Math.floor(bytes / mebibyte) * mebibyte;
}

function changeDisplay(result: VmSettings, request: VmBody): void {
  if (request.display === undefined) {
    return;
  }
  const { type, monitors, ...rest } = request.display;
  const kind = type && { type, video_type: rest.video_type ?? (type === "spice" ? "qxl" : "vga") };
  result.display = { ...result.display, ...rest, monitors: monitors ?? result.display.monitors, ...kind };
}

/** `legacy` is no more: it is stored as native. */
function changeUsb(result: VmSettings, request: VmBody): void {
  const enabled = request.usb?.enabled;
  if (enabled !== undefined) {
    result.usb = enabled ? { enabled, type: "native" } : { enabled };
  }
}

function changeLists(result: VmSettings, request: VmBody): void {
  const properties = request.custom_properties;
  if (properties !== undefined) {
    const given = properties.map(({ name = "", value = "" }) => ({ name, value }));
    const predefined = given.filter(property => property.name === "sap_agent");
    const all = [...predefined, ...given.filter(property => property.name !== "sap_agent")];
    result.custom_properties = all.length === 0 ? undefined : all;
  }
  if (request.payloads !== undefined) {
    result.payloads = request.payloads.length === 0 ? undefined : request.payloads.slice(0, 1);
  }
}
