/**
 * @module What all resources of a stack share while a Pulumi engine runs them in one process: one client for the oVirt
 * engine, one waiter, one SFTP connection, one set of look-ups. Each is made when it is first needed.
 */

import pLimit, { type LimitFunction } from "p-limit";
import { scriptTimeOf } from "../answer-file/values";
import { type Log, noLog } from "../logging/log";
import type { Cluster, Template, VnicProfile } from "../ovirt/catalog";
import { Engine } from "../ovirt/engine";
import type { Vm } from "../ovirt/vm";
import { Waiter } from "../ovirt/waiter";
import { chooseTemplate, fittingProfiles } from "../room/choose";
import { configValue } from "../room/config-value";
import { describeFaults } from "../room/fault";
import { markerSearch, type Owner } from "../room/marker";
import { parseConnection, parseSettings } from "../room/parse-settings";
import { type Seat, seatsOf } from "../room/seat";
import { type ConnectionSettings, type RoomSettings, settingNames } from "../room/settings";
import { type Floppies, floppiesOf } from "./floppies";
import { readProjectFile } from "./project-file";
import { engineLog } from "./project-log";
import { ProviderError } from "./provider-error";
import type { Teller } from "./status";

/** Reads a value of the stack's configuration by its key, decrypted. */
export type ReadConfig = (key: string) => string | undefined;

interface Waves {
  readonly setup: LimitFunction;
  readonly start: LimitFunction;
}

export class Conversation {
  /** One time for the whole run, as snapshots and answer files show it. */
  readonly scriptTime = scriptTimeOf(new Date());
  /** Ids of the VMs that this run has made. */
  readonly born = new Set<string>();
  private readonly once = new Map<string, unknown>();
  /** Requests sent to the engine so far. */
  requests = 0;

  constructor(
    private readonly readConfig: ReadConfig,
    /** Tells what is going on with a resource. */
    readonly tell: Teller,
    /** What is written down. */
    readonly log: Log = noLog,
  ) {}

  /** What speaking to the engine needs; the rest of the settings may be wrong, or gone, when a room is destroyed. */
  get connection(): ConnectionSettings {
    return this.remember("connection", () => {
      const { settings, faults } = parseConnection(rawSettings(this.readConfig));
      if (!settings) throw settingsError(faults);
      return settings;
    });
  }

  get settings(): RoomSettings {
    return this.remember("settings", () => {
      const { settings, faults } = parseSettings(rawSettings(this.readConfig));
      if (!settings) throw settingsError(faults);
      return settings;
    });
  }

  get engine(): Engine {
    return this.remember("engine", () => {
      const { engine, limits } = this.connection;
      const log = engineLog(this.log);
      return new Engine({
        base: engine.url,
        username: engine.username,
        password: engine.password,
        ca: readProjectFile(engine.caFile, "engine.caFile"),
        outage: limits.outage,
        log: call => {
          this.requests += 1;
          log(call);
        },
      });
    });
  }

  waiter(owner: Owner): Waiter {
    return this.remember("waiter", () => {
      const { vms, events } = this.engine;
      const scope = markerSearch(owner.project, owner.stack);
      return new Waiter({ vms, events, scope, interval: this.connection.engine.pollInterval });
    });
  }

  /** Places for seats in setup, and for seats that start: a wave may be no larger than the settings say. */
  get waves(): Waves {
    return this.remember("waves", () => {
      const most = this.connection.rollout.wave ?? Number.POSITIVE_INFINITY;
      return { setup: pLimit(most), start: pLimit(most) };
    });
  }

  get floppies(): Floppies {
    return this.remember("floppies", () => floppiesOf(this.connection));
  }

  /** @throws ProviderError when the settings hold no such seat */
  seat(owner: Owner): Seat {
    const seats = this.remember("seats", () => {
      const all = seatsOf(owner.stack, this.settings);
      return new Map(all.map(seat => [seat.name, seat]));
    });
    const seat = seats.get(owner.seat);
    if (seat) return seat;
    throw new ProviderError(
      owner.seat,
      "reading the settings",
      "they hold no such seat",
      "Run pulumi up again",
    );
  }

  cluster(name: string): Promise<Cluster> {
    return this.remember(`cluster ${name}`, async () => {
      const clusters = await this.engine.catalog.clusters();
      return found(
        clusters.find(cluster => cluster.name === name),
        `cluster ${name}`,
      );
    });
  }

  template(name: string, version: number | undefined): Promise<Template> {
    return this.remember(`template ${name} ${version}`, async () => {
      const templates = await this.engine.catalog.templates(name);
      return found(
        chooseTemplate(templates, version),
        `template ${name}${version ? ` version ${version}` : ""}`,
      );
    });
  }

  vnicProfiles(): Promise<VnicProfile[]> {
    return this.remember("vnicProfiles", () => this.engine.catalog.vnicProfiles());
  }

  async vnicProfile(wanted: {
    network: string;
    vnicProfile?: string;
    cluster: string;
  }): Promise<VnicProfile> {
    const { dataCenterId } = await this.cluster(wanted.cluster);
    const profiles = fittingProfiles(await this.vnicProfiles(), {
      networkName: wanted.network,
      vnicProfile: wanted.vnicProfile,
      dataCenterId,
    });
    return found(
      profiles.length === 1 ? profiles[0] : undefined,
      `one vNIC profile of network ${wanted.network}`,
    );
  }

  roleId(name: string): Promise<string> {
    return this.remember(`role ${name}`, async () => {
      const roles = await this.engine.permissions.roles();
      return found(
        roles.find(role => role.name === name),
        `role ${name}`,
      ).id;
    });
  }

  userId(account: string): Promise<string> {
    return this.remember(`user ${account}`, () => this.engine.permissions.userId(account));
  }

  /**
   * A VM of the room for a refresh: who asks within the same second is served from one list of the room.
   *
   * @returns undefined when the engine says that it is gone
   */
  async listed(owner: Owner, vmId: string): Promise<Vm | undefined> {
    const second = Math.floor(Date.now() / 1000);
    const vms = await this.remember(`list ${second}`, async () => {
      const room = markerSearch(owner.project, owner.stack);
      const list = await this.engine.vms.search(room, "reading the room's VMs");
      return new Map(list.map(vm => [vm.id, vm]));
    });
    return vms.get(vmId) ?? (await this.engine.vms.find(vmId, owner.seat));
  }

  /** Ends the connections of a process that has more to do, or that wants to end. */
  async close(): Promise<void> {
    if (this.once.has("engine")) this.engine.close();
    if (this.once.has("floppies")) await this.floppies.close();
    this.log.close();
  }

  /** What is asked for a second time, or by two at once, is made once; a failure is not kept. */
  private remember<T>(key: string, make: () => T): T {
    if (!this.once.has(key)) {
      const made = make();
      this.once.set(key, made);
      if (made instanceof Promise) made.catch(() => this.once.delete(key));
    }
    return this.once.get(key) as T;
  }
}

/** The settings as they stand, by their names. */
export function rawSettings(readConfig: ReadConfig): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const key of settingNames) {
    const value = readConfig(key);
    if (value !== undefined) raw[key] = configValue(value);
  }
  return raw;
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing !== undefined) return thing;
  throw new ProviderError(
    undefined,
    "reading the engine's catalog",
    `there is no ${what}`,
    "Correct the settings",
  );
}

function settingsError(faults: Parameters<typeof describeFaults>[0]): ProviderError {
  return new ProviderError(
    undefined,
    "reading the settings",
    `they are not right:\n${describeFaults(faults)}`,
    "",
  );
}
