/** @module VMs: what the engine says of one, and what is asked of it. */

import type { Api } from "./api";
import { Batch } from "./batch";
import { EngineError, hasCode } from "./errors";
import { flag, type Json, list, number, object, requiredText, text } from "./json";

/** Statuses of the API (facts/ovirt.md). */
const statuses = [
  "unassigned",
  "down",
  "up",
  "powering_up",
  "paused",
  "migrating",
  "unknown",
  "not_responding",
  "wait_for_launch",
  "reboot_in_progress",
  "saving_state",
  "restoring_state",
  "suspended",
  "image_locked",
  "powering_down",
] as const;

export type VmStatus = (typeof statuses)[number];

export interface CustomProperty {
  readonly name: string;
  readonly value: string;
}

export interface Vm {
  readonly id: string;
  readonly name: string;
  readonly status: VmStatus;
  readonly comment: string;
  readonly description: string;
  /** Bytes. */
  readonly memory: number;
  readonly guaranteedMemory: number | undefined;
  readonly maxMemory: number | undefined;
  readonly os: string;
  readonly timeZone: string | undefined;
  readonly usb: boolean;
  readonly stateless: boolean;
  readonly clusterId: string;
  readonly templateId: string;
  readonly customProperties: readonly CustomProperty[];
  /** Host name that the guest agent reports while the VM runs. */
  readonly fqdn: string | undefined;
}

/** What can be set on a VM; what is left out stays as it is. */
export interface VmChanges {
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

/** A medium that the engine makes of texts. It keeps to the first of several (facts/ovirt.md). */
export interface Payload {
  readonly type: "cdrom" | "floppy";
  readonly volume: string;
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

/** What a start carries for this run alone: the engine keeps nothing of it (facts/ovirt.md). */
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

/** More VMs than a search should ever bring; the engine sends what there is, in one answer. */
const mostVms = 5000;

/** Names in one search: its text stays well below what a URL may hold. */
const namesPerSearch = 50;
/** Milliseconds that a question for one name waits for others. */
const moment = 50;
/** Milliseconds for which what the engine has told of a VM is news. */
const fresh = 3000;

export class Vms {
  private readonly byName = new Batch<Vm>({
    ask: names => this.allNamed(names, names.length === 1 ? `looking for VM ${names[0]}` : "looking for VMs"),
    keyOf: vm => vm.name,
    most: namesPerSearch,
    moment,
  });
  /** What the engine told last of each VM, by its id; nothing that can be relied on once it was asked to act. */
  private readonly told = new Map<string, { readonly vm: Vm | undefined; readonly asked: number }>();

  constructor(private readonly api: Api) {}

  /** @param search in the engine's search language; a wrong one finds nothing without a word (facts/ovirt.md) */
  async search(search: string, operation: string): Promise<Vm[]> {
    const asked = Date.now();
    const answer = await this.api.get("/vms", { search, max: mostVms }, operation);
    return list(answer, "vm").map(vm => this.note(toVm(vm), asked));
  }

  /** The VM of exactly this name. Names are case-sensitive here, though the engine's search is not. */
  named(name: string): Promise<Vm | undefined> {
    return this.byName.get(name);
  }

  /** The VMs of exactly these names. */
  async allNamed(names: readonly string[], operation: string): Promise<Vm[]> {
    const wanted = new Set(names);
    const found: Vm[] = [];
    for (let start = 0; start < names.length; start += namesPerSearch) {
      const some = names.slice(start, start + namesPerSearch).map(name => `name=${name}`);
      found.push(...(await this.search(some.join(" or "), operation)));
    }
    return found.filter(vm => wanted.has(vm.name));
  }

  async get(id: string, name: string): Promise<Vm> {
    const asked = Date.now();
    const answer = await this.api.get(`/vms/${encodeURIComponent(id)}`, {}, `reading VM ${name}`);
    return this.note(toVm(answer), asked);
  }

  /** As the engine told it within the last seconds, in a list or in an answer to a change; else as `get`. */
  async recent(id: string, name: string): Promise<Vm> {
    const told = this.told.get(id);
    return told?.vm && Date.now() - told.asked < fresh ? told.vm : this.get(id, name);
  }

  /** As `get`; undefined when the VM is gone. */
  async find(id: string, name: string): Promise<Vm | undefined> {
    try {
      return await this.get(id, name);
    } catch (error) {
      if (hasCode(error, "not_found")) return undefined;
      throw error;
    }
  }

  /** IPv4 and IPv6 addresses that the guest agent reports; they may come seconds after the name (facts/ovirt.md). */
  async reportedAddresses(id: string, name: string): Promise<string[]> {
    const path = `/vms/${encodeURIComponent(id)}/reporteddevices`;
    const answer = await this.api.get(path, {}, `reading the addresses that ${name} reports`);
    return list(answer, "reported_device").flatMap(device =>
      list(object(device, "ips"), "ip").map(ip => requiredText(ip, "address")),
    );
  }

  /** The picture on a running VM's console; the engine gives none of a VM that is down (facts/ovirt.md). */
  async screenshot(id: string, name: string): Promise<{ contentType: string; bytes: Buffer }> {
    return this.api.download(
      `/vms/${encodeURIComponent(id)}/screenshot`,
      `taking a picture of ${name}'s console`,
    );
  }

  /** A thin clone of a template; it is `image_locked` at first. */
  async create(vm: NewVm): Promise<Vm> {
    const body = {
      name: vm.name,
      cluster: { id: vm.clusterId },
      template: { id: vm.templateId },
      ...changesBody(vm),
    };
    const asked = Date.now();
    return this.note(toVm(await this.api.post("/vms", body, `creating VM ${vm.name}`)), asked);
  }

  async change(id: string, name: string, changes: VmChanges): Promise<Vm> {
    const asked = Date.now();
    const path = `/vms/${encodeURIComponent(id)}`;
    return this.note(toVm(await this.api.put(path, changesBody(changes), `changing VM ${name}`)), asked);
  }

  /**
   * Fails with `already_running` when the VM runs, and with `outcome_unknown` when it may have been started: whether a
   * second start would do harm is for the caller to know.
   */
  async start(id: string, name: string, options: StartOptions = {}): Promise<void> {
    this.forget(id);
    await this.api.post(`/vms/${encodeURIComponent(id)}/start`, startBody(options), `starting VM ${name}`);
  }

  /**
   * Cuts the power; nothing happens to a VM that is down (facts/ovirt.md).
   *
   * @param correlationId under which the stop is found again among the engine's events
   */
  async stop(id: string, name: string, correlationId?: string): Promise<void> {
    this.forget(id);
    const path = `/vms/${encodeURIComponent(id)}/stop`;
    await this.api.repeatablePost(path, {}, `stopping VM ${name}`, correlationId);
  }

  /** Presses the power button: the guest shuts itself down, if it listens. */
  async shutdown(id: string, name: string): Promise<void> {
    this.forget(id);
    await this.api.repeatablePost(`/vms/${encodeURIComponent(id)}/shutdown`, {}, `shutting VM ${name} down`);
  }

  async delete(id: string, name: string): Promise<void> {
    this.forget(id);
    await this.api.delete(`/vms/${encodeURIComponent(id)}`, `deleting VM ${name}`);
  }

  /** An answer that was long under way is older than one that was asked for later. */
  private note(vm: Vm, asked: number): Vm {
    if ((this.told.get(vm.id)?.asked ?? 0) <= asked) this.told.set(vm.id, { vm, asked });
    return vm;
  }

  private forget(id: string): void {
    this.told.set(id, { vm: undefined, asked: Date.now() });
  }
}

function changesBody(changes: VmChanges): Json {
  return {
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

function startBody({ answerFile, useSysprep }: StartOptions): Json {
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

function toVm(json: Json): Vm {
  const policy = object(json, "memory_policy");
  return {
    id: requiredText(json, "id"),
    name: requiredText(json, "name"),
    status: statusOf(json),
    comment: text(json, "comment") ?? "",
    description: text(json, "description") ?? "",
    memory: number(json, "memory") ?? 0,
    guaranteedMemory: number(policy, "guaranteed"),
    maxMemory: number(policy, "max"),
    os: text(object(json, "os"), "type") ?? "",
    timeZone: text(object(json, "time_zone"), "name"),
    usb: flag(object(json, "usb"), "enabled"),
    stateless: flag(json, "stateless"),
    clusterId: text(object(json, "cluster"), "id") ?? "",
    templateId: text(object(json, "original_template"), "id") ?? text(object(json, "template"), "id") ?? "",
    customProperties: list(object(json, "custom_properties"), "custom_property").map(property => ({
      name: requiredText(property, "name"),
      value: text(property, "value") ?? "",
    })),
    fqdn: text(json, "fqdn"),
  };
}

function statusOf(json: Json): VmStatus {
  const told = requiredText(json, "status");
  const status = statuses.find(known => known === told);
  if (status) return status;
  throw new EngineError({
    code: "unexpected_answer",
    operation: `reading VM ${text(json, "name") ?? ""}`,
    message: `the engine tells a status that is not known: ${JSON.stringify(told.slice(0, 40))}`,
    remedy: "Check that the engine is an oVirt 4.x",
  });
}
