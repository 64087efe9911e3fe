/**
 * @module The engine's state, and what every command needs of it.
 */

import type { Clock } from "../clock";
import type { BootGuest } from "../guest/contract";
import type { Caller } from "./caller";
import { type Group, type Permission, type Role, type User, userName } from "./directory";
import { EventLog, type NewEvent } from "./events";
import { Ids, idFrom, zeroId } from "./ids";
import type {
  Cluster,
  DataCenter,
  Host,
  Inventory,
  Named,
  Network,
  StorageDomain,
  VnicProfile,
} from "./inventory";
import { type Job, JobLog } from "./jobs";
import { MacPool } from "./nic";
import { everyone, roles } from "./roles";
import { Sessions } from "./sessions";
import type { EngineSettings } from "./settings";
import type { Template } from "./template";
import type { Vm } from "./vm";

/** How far a creation has come; `vm` and the id stand in its address. */
export interface Creation {
  id: string;
  vm: string;
  status: "pending" | "in_progress" | "complete" | "failed";
}

export class Engine {
  readonly ids: Ids;
  readonly events: EventLog;
  readonly jobs: JobLog;
  readonly sessions: Sessions;
  readonly macs = new MacPool();
  readonly vms = new Map<string, Vm>();
  readonly templates = new Map<string, Template>();
  readonly dataCenters: Map<string, DataCenter>;
  readonly clusters: Map<string, Cluster>;
  readonly hosts: Map<string, Host>;
  readonly storageDomains: Map<string, StorageDomain>;
  readonly networks: Map<string, Network>;
  readonly vnicProfiles: Map<string, VnicProfile>;
  readonly users: Map<string, User>;
  readonly groups = new Map<string, Group>([[everyone.id, everyone]]);
  readonly roles = new Map<string, Role>(roles.map(role => [role.id, role]));
  readonly permissions = new Map<string, Permission>();
  readonly creations = new Map<string, Creation>();
  readonly fixed: Inventory["fixed"];
  /** Names that are being given to a new VM. */
  readonly nameLocks = new Set<string>();

  constructor(
    readonly settings: EngineSettings,
    inventory: Inventory,
    readonly clock: Clock,
    readonly boot: BootGuest,
  ) {
    this.ids = new Ids(settings.seed);
    this.events = new EventLog(clock);
    this.jobs = new JobLog(clock, this.ids, settings.durations);
    this.sessions = new Sessions(clock, settings.durations, settings.accounts);
    this.dataCenters = byId(inventory.dataCenters);
    this.clusters = byId(inventory.clusters);
    this.hosts = byId(inventory.hosts);
    this.storageDomains = byId(inventory.storageDomains);
    this.networks = byId(inventory.networks);
    this.vnicProfiles = byId(inventory.vnicProfiles);
    this.users = byId(inventory.users);
    this.fixed = inventory.fixed;
    for (const template of inventory.templates) {
      this.templates.set(template.id, template);
    }
    for (const vm of inventory.vms) {
      this.vms.set(vm.id, vm);
      for (const nic of vm.nics) {
        this.macs.claim(nic.mac);
      }
    }
    this.#grantStandard();
  }

  /** Everyone may edit their own profile; administrators may do everything; others, at least, may log in. */
  #grantStandard(): void {
    const editor = this.ids.next();
    this.permissions.set(editor, {
      id: editor,
      role: "def00021-0000-0000-0000-def000000015",
      group: everyone.id,
    });
    for (const user of this.users.values()) {
      if (user.administrator) {
        const id = this.ids.next();
        this.permissions.set(id, { id, role: "00000000-0000-0000-0000-000000000001", user: user.id });
      } else if (this.sessions.accountOf(user)?.permitted !== false) {
        const id = idFrom(`permission of ${userName(user)}`);
        this.permissions.set(id, {
          id,
          role: "def00009-0000-0000-0000-def000000009",
          user: user.id,
          template: zeroId,
        });
      }
    }
  }

  get durations(): EngineSettings["durations"] {
    return this.settings.durations;
  }

  after(duration: keyof EngineSettings["durations"], call: () => void): () => void {
    return this.clock.after(this.durations[duration], call);
  }

  /** @param dataCenter in which it has to be: names are unique in each @default in any */
  vmNamed(name: string, dataCenter?: string): Vm | undefined {
    for (const vm of this.vms.values()) {
      const here = dataCenter === undefined || this.cluster(vm.cluster).dataCenter === dataCenter;
      if (vm.settings.name === name && here) {
        return vm;
      }
    }
    return undefined;
  }

  cluster(id: string): Cluster {
    return known(this.clusters.get(id), "cluster", id);
  }

  dataCenterOf(cluster: Cluster): DataCenter {
    return known(this.dataCenters.get(cluster.dataCenter), "data center", cluster.dataCenter);
  }

  host(id: string): Host {
    return known(this.hosts.get(id), "host", id);
  }

  /** Settles when the creation is over, one way or the other. */
  async untilCreated(creation: Creation): Promise<void> {
    while (creation.status === "pending" || creation.status === "in_progress") {
      await new Promise<void>(resolve => this.clock.after(50, resolve));
    }
  }

  openJob(caller: Caller, description: string): Job {
    const outer = caller.jobId === undefined ? undefined : this.jobs.get(caller.jobId);
    return outer?.status === "started"
      ? this.jobs.nest(outer, description)
      : this.jobs.open(description, caller.user.id, caller.correlationId);
  }

  /** An event about a VM: who did it stands there when a caller is given, where it runs when it runs. */
  log(
    event: Pick<NewEvent, "code" | "description"> & { severity?: NewEvent["severity"] },
    vm?: Vm,
    caller?: Caller,
    where?: Named,
  ): void {
    const host = where ?? (vm?.run === undefined ? undefined : this.hosts.get(vm.run.host));
    const cluster = vm === undefined ? undefined : this.cluster(vm.cluster);
    const template = vm === undefined ? undefined : this.templates.get(vm.template);
    this.events.add({
      severity: "normal",
      ...event,
      correlationId: caller?.correlationId,
      vm: vm && { id: vm.id, name: vm.settings.name },
      template: template && { id: template.id, name: template.settings.name },
      host: host && named(host),
      cluster: cluster && named(cluster),
      dataCenter: cluster && caller && named(this.dataCenterOf(cluster)),
      user: caller && { id: caller.user.id, name: userName(caller.user) },
    });
  }
}

function named(noun: Named): Named {
  return { id: noun.id, name: noun.name };
}

function byId<T extends { id: string }>(nouns: T[]): Map<string, T> {
  return new Map(nouns.map(noun => [noun.id, noun]));
}

function known<T>(found: T | undefined, noun: string, id: string): T {
  if (found === undefined) {
    throw new Error(`the simulated engine has no ${noun} ${id}`);
  }
  return found;
}
