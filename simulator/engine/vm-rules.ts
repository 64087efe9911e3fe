/**
 * @module What the engine refuses in a VM's settings, in its words. Pure, but for the names of custom properties.
 */

import { conflict, crashed, type EngineFault, invalid, refused } from "./fault";
import { unsupportedCpus } from "./os-types";
import { fitsOs } from "./time-zones";
import type { VmSettings } from "./vm";
import { mebibyte } from "./vm-defaults";

export type Verb = "add" | "edit";

const platformLimit = 16 * 1024 * 1024;
const mostSockets = 16;
const mostCpus = 710;

/** Bean validation: comes before any lock is asked for. */
export function checkForm(settings: VmSettings, verb: Verb): void {
  const memory = settings.memory / mebibyte;
  const atLeastOne = "must be greater than or equal to 1, Attribute: vmStatic";
  if (settings.name.length > 255) {
    throw invalid("size must be between 1 and 255, Attribute: vmStatic.name");
  }
  if (!/^[\p{L}0-9._-]+$/u.test(settings.name)) {
    throw invalid(
      `Can not ${verb} VM. The given name contains special characters. Only lower-case and upper-case letters, numbers, '_', '-', '.' are allowed., Attribute: vmStatic.name`,
    );
  }
  if (!/^[\p{ASCII}\p{L}]*$/u.test(settings.description)) {
    throw invalid(
      `Can not ${verb} VM. The given description contains special characters.\nOnly alpha-numeric and some special characters that conform to the standard ASCII character set are allowed.`,
    );
  }
  if (settings.description.length > 255) {
    throw invalid("size must be between 0 and 255, Attribute: vmStatic.description");
  }
  if (memory < 0) {
    throw invalid(`${atLeastOne}.maxMemorySizeMb`, `${atLeastOne}.maxMemorySizeMb`);
  }
  if (memory < 1) {
    throw invalid(`${atLeastOne}.memSizeMb`, `${atLeastOne}.memSizeMb`);
  }
  if (!fitsOs(settings.time_zone.name ?? "", settings.os.type ?? "")) {
    throw invalid(`Cannot ${verb} VM. Invalid time zone for given OS type., Attribute: vmStatic`);
  }
}

/** The command's own validation: comes with the lock held. */
export function checkRules(
  settings: VmSettings,
  verb: Verb,
  clusterCpu: string,
  definedProperties: string,
): void {
  const cannot = `Cannot ${verb} VM`;
  if (settings.name.length > 64) {
    throw invalid(`${cannot}. The given name is too long.`);
  }
  checkProperties(settings, cannot, definedProperties);
  checkMemory(settings, cannot);
  checkCpu(settings, cannot);
  checkPayload(settings);
  const refusedOn = unsupportedCpus(settings.os.type ?? "");
  if (refusedOn.some(cpu => clusterCpu.toLowerCase().includes(cpu.replace("_", " ")))) {
    throw invalid(
      `The guest OS doesn't support the following CPUs: ${refusedOn.join(", ")}. Its possible to change the cluster cpu or set a different one per VM`,
    );
  }
}

/** `cihook=^(on|off)$;floppy=^.*$` -> which names there are and what their values look like. */
function patterns(defined: string): Map<string, RegExp> {
  const result = new Map([["sap_agent", /^(true|false)$/]]);
  for (const definition of defined.split(";").filter(part => part.includes("="))) {
    const [name = "", ...pattern] = definition.split("=");
    result.set(name, new RegExp(pattern.join("=")));
  }
  return result;
}

export function checkProperties(
  settings: Pick<VmSettings, "custom_properties">,
  cannot: string,
  defined: string,
): void {
  const known = patterns(defined);
  const properties = settings.custom_properties ?? [];
  const undefinedNames = properties.map(({ name = "" }) => name).filter(name => !known.has(name));
  if (undefinedNames.length > 0) {
    throw invalid(
      `${cannot} if some of the specified custom properties are not configured by the system. The keys are: ${undefinedNames.join(", ")}`,
    );
  }
  const misfits = properties
    .filter(({ name = "", value = "" }) => !known.get(name)?.test(value))
    .map(({ name }) => name);
  if (misfits.length > 0) {
    throw invalid(
      `${cannot} if some of the specified custom properties have illegal values. The keys are: ${misfits.join(", ")}`,
    );
  }
}

function checkMemory(settings: VmSettings, cannot: string): void {
  const megabytes = settings.memory / mebibyte;
  const max = (settings.memory_policy.max ?? 0) / mebibyte;
  if (max > platformLimit) {
    throw invalid(`${cannot}. Maximum memory (${max}MB) cannot exceed platform limit (${platformLimit}MB).`);
  }
  if (megabytes > max) {
    throw conflict(`${cannot}. Memory size (${megabytes}MB) cannot exceed maximum memory size (${max}MB).`);
  }
  if ((settings.memory_policy.guaranteed ?? 0) > settings.memory) {
    throw invalid(`${cannot}. Physical Memory Guaranteed cannot exceed Memory Size.`);
  }
}

function checkCpu(settings: VmSettings, cannot: string): void {
  const { sockets = 1, cores = 1, threads = 1 } = settings.cpu.topology ?? {};
  if (sockets < 1) {
    throw conflict("Minimum number of sockets cannot be less then 1");
  }
  if (cores < 1) {
    throw conflict("Minimum number of cores per socket cannot be less then 1");
  }
  if (threads < 1) {
    throw conflict("Minimum number of threads per core cannot be less then 1");
  }
  if (sockets * cores * threads > mostCpus) {
    throw conflict(`${cannot}. Maximum number of CPUs exceeded.`);
  }
  if (sockets > mostSockets) {
    throw conflict(`${cannot}. Maximum number of sockets exceeded.`);
  }
}

/** `engine-config PayloadSize`; the message says twice as much. */
const payloadLimit = 8192;

function checkPayload(settings: Pick<VmSettings, "payloads">): void {
  for (const file of settings.payloads?.[0]?.files ?? []) {
    if ((file.content ?? "").length > payloadLimit) {
      throw invalid("Payload is limited to 16K");
    }
  }
}

/** A payload file without a name or without content takes the command down. */
export function payloadCrash(settings: Pick<VmSettings, "payloads">): EngineFault | undefined {
  const files = settings.payloads?.[0]?.files ?? [];
  if (files.some(file => file.name === undefined)) {
    return crashed(
      'org.ovirt.engine.core.utils.SerializationException: com.fasterxml.jackson.databind.JsonMappingException: Null key for a Map not allowed in JSON (use a converting NullKeySerializer?) (through reference chain: org.ovirt.engine.core.common.action.AddVmParameters["vmPayload"]->org.ovirt.engine.core.common.businessentities.VmPayload["files"])',
    );
  }
  return files.some(file => file.content === undefined)
    ? refused(500, "General command validation failure.")
    : undefined;
}
