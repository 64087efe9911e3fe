/** @module The VMs of an engine: looking for them, and having something done with one. */

import type { Api } from "./api";
import { Batch } from "./batch";
import { hasCode } from "./errors";
import { list, object, requiredText } from "./json";
import { nameSearch } from "./name-search";
import { runsStateless, toVm, type Vm } from "./vm";
import {
  changesBody,
  type NewVm,
  newVmBody,
  type StartOptions,
  startBody,
  type VmChanges,
} from "./vm-request";

/** More VMs than a search should ever bring; the engine sends what there is, in one answer. */
const mostVms = 5000;

/** Names in one search: its text stays well below what a URL may hold. */
export const namesPerSearch = 50;
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

  /** @param search in the engine's search language; a wrong one finds nothing without a word (docs/facts/ovirt.md) */
  async search(search: string, operation: string): Promise<Vm[]> {
    const asked = Date.now();
    const answer = await this.api.get("/vms", { search, max: mostVms }, operation);
    return list(answer, "vm").map(vm => this.note(toVm(vm), asked));
  }

  /** The VMs of exactly this name, case included: each data center may have one. */
  named(name: string): Promise<Vm[]> {
    return this.byName.get(name);
  }

  /** The VMs of exactly these names. */
  async allNamed(names: readonly string[], operation: string): Promise<Vm[]> {
    const wanted = new Set(names);
    const found: Vm[] = [];
    const sorted = [...names].sort();
    for (let start = 0; start < sorted.length; start += namesPerSearch) {
      const some = sorted.slice(start, start + namesPerSearch);
      for (const vm of await this.search(nameSearch(some), operation))
        if (wanted.has(vm.name)) found.push(vm);
    }
    return found;
  }

  async get(id: string, name: string): Promise<Vm> {
    const asked = Date.now();
    const answer = await this.api.get(`/vms/${encodeURIComponent(id)}`, {}, `reading VM ${name}`);
    return this.note(toVm(answer), asked);
  }

  /**
   * As the engine told it within the last seconds, in a list or in an answer to a change; else it is read, together with
   * others that are asked for at the same time.
   */
  async recent(id: string, name: string): Promise<Vm> {
    const told = this.told.get(id);
    if (told?.vm && Date.now() - told.asked < fresh) return told.vm;
    const found = await this.named(name);
    return found.find(vm => vm.id === id) ?? this.get(id, name);
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

  /** IPv4 and IPv6 addresses that the guest agent reports; they may come seconds after the name (docs/facts/ovirt.md). */
  async reportedAddresses(id: string, name: string): Promise<string[]> {
    const path = `/vms/${encodeURIComponent(id)}/reporteddevices`;
    const answer = await this.api.get(path, {}, `reading the addresses that ${name} reports`);
    return list(answer, "reported_device").flatMap(device =>
      list(object(device, "ips"), "ip").map(ip => requiredText(ip, "address")),
    );
  }

  /** The picture on a running VM's console; the engine gives none of a VM that is down (docs/facts/ovirt.md). */
  async screenshot(id: string, name: string): Promise<{ contentType: string; bytes: Buffer }> {
    return this.api.download(
      `/vms/${encodeURIComponent(id)}/screenshot`,
      `taking a picture of ${name}'s console`,
    );
  }

  /** A thin clone of a template; it is `image_locked` at first. */
  async create(vm: NewVm): Promise<Vm> {
    const asked = Date.now();
    return this.note(toVm(await this.api.post("/vms", newVmBody(vm), `creating VM ${vm.name}`)), asked);
  }

  async change(id: string, name: string, changes: VmChanges): Promise<Vm> {
    const asked = Date.now();
    const path = `/vms/${encodeURIComponent(id)}`;
    return this.note(toVm(await this.api.put(path, changesBody(changes), `changing VM ${name}`)), asked);
  }

  /**
   * Changes a VM that is not down, from its next run on; name, description and comment count at once. Said so, since the engine
   * would plug memory in where it can and refuse where it cannot, and forget what waits for the next run already (its
   * UpdateVmCommand).
   */
  async changeNextRun(id: string, name: string, changes: VmChanges): Promise<void> {
    this.forget(id);
    const path = `/vms/${encodeURIComponent(id)}?next_run=true`;
    await this.api.put(path, changesBody(changes), `changing VM ${name}`);
  }

  /** The VM as it is now, with the settings of its next run; a stateless one forgets them before. */
  async withNextRun(vm: Vm): Promise<Vm> {
    if (!vm.pendingChanges || runsStateless(vm)) return vm;
    const path = `/vms/${encodeURIComponent(vm.id)}`;
    const query = { next_run: "true" };
    const next = toVm(await this.api.get(path, query, `reading the next settings of VM ${vm.name}`));
    return { ...next, status: vm.status, fqdn: vm.fqdn };
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
   * Cuts the power; nothing happens to a VM that is down (docs/facts/ovirt.md).
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
