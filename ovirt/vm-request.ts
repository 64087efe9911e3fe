/** @module What is asked of the engine for a VM: its settings, and what a start carries; and the bodies of these requests. */

import type { Json } from "./json";
import type { CustomProperty } from "./vm";

/** What can be set on a VM; what is left out stays as it is. */
export interface VmChanges {
  readonly name?: string;
  readonly comment?: string;
  readonly description?: string;
  readonly memory?: MemoryChange;
  readonly os?: string;
  readonly timeZone?: string;
  readonly usb?: boolean;
  readonly stateless?: boolean;
  readonly customProperties?: readonly CustomProperty[];
  /** A medium with files that the VM gets at each start; an empty list takes it away. */
  readonly payload?: Payload | readonly [];
}

/** A medium that the engine makes of texts. It keeps to the first of several (docs/facts/ovirt.md). */
export interface Payload {
  readonly type: "cdrom" | "floppy";
  readonly volume: string;
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

/** What a start carries for this run alone: the engine keeps nothing of it (docs/facts/ovirt.md). */
export interface StartOptions {
  /** Text of an answer file that the engine puts on a medium of its own as `Unattend.xml`. */
  readonly answerFile?: string;
  /** Said explicitly where the engine must not make an answer file of its own. */
  readonly useSysprep?: false;
}

/** Bytes; `max` has to be at least `size`, `guaranteed` at most. */
export interface MemoryChange {
  readonly size: number;
  readonly guaranteed?: number;
  readonly max?: number;
}

export interface NewVm extends VmChanges {
  readonly name: string;
  readonly clusterId: string;
  readonly templateId: string;
}

/**
 * What a new VM would take over from its template (VmMapper in the engine's source), and a seat must not: a stateless run
 * forgets the setup of Windows, one that starts paused never comes to its end, a protected VM cannot be removed. A highly
 * available one is refused every stateless run (RunVmValidator), and started again without its answer file when its host dies
 * in the setup.
 */
const notOfTemplate = {
  stateless: false,
  start_paused: false,
  delete_protected: false,
  high_availability: { enabled: false },
};

/** Of a thin clone. */
export function newVmBody({ name, clusterId, templateId, ...changes }: NewVm): Json {
  return {
    name,
    cluster: { id: clusterId },
    template: { id: templateId },
    ...notOfTemplate,
    ...changesBody(changes),
  };
}

export function changesBody(changes: VmChanges): Json {
  return {
    ...present("name", changes.name),
    ...present("comment", changes.comment),
    ...present("description", changes.description),
    ...(changes.memory ? memoryBody(changes.memory) : {}),
    ...(changes.os === undefined ? {} : { os: { type: changes.os } }),
    ...(changes.timeZone === undefined ? {} : { time_zone: { name: changes.timeZone } }),
    ...(changes.usb === undefined ? {} : { usb: { enabled: changes.usb } }),
    ...present("stateless", changes.stateless),
    ...(changes.payload ? { payloads: { payload: payloadBody(changes.payload) } } : {}),
    ...(changes.customProperties ? { custom_properties: { custom_property: changes.customProperties } } : {}),
  };
}

function payloadBody(payload: Payload | readonly []): Json[] {
  if (!("files" in payload)) return [];
  return [{ type: payload.type, volume_id: payload.volume, files: { file: payload.files } }];
}

export function startBody({ answerFile, useSysprep }: StartOptions): Json {
  if (answerFile !== undefined) {
    return { use_sysprep: true, vm: { initialization: { custom_script: answerFile } } };
  }
  return useSysprep === false ? { use_sysprep: false } : {};
}

function present(key: string, value: string | boolean | undefined): Json {
  return value === undefined ? {} : { [key]: value };
}

function memoryBody(memory: MemoryChange): Json {
  const policy = {
    ...(memory.guaranteed === undefined ? {} : { guaranteed: memory.guaranteed }),
    ...(memory.max === undefined ? {} : { max: memory.max }),
  };
  return { memory: memory.size, ...(Object.keys(policy).length > 0 ? { memory_policy: policy } : {}) };
}
