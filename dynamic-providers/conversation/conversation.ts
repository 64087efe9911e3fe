/**
 * @module What all resources of a stack share while a Pulumi engine runs them in one process: one client for the oVirt
 * engine, one waiter, one SFTP connection, one set of look-ups. Each is made when it is first needed.
 */

import { scriptTimeOf } from "../../answer-file/values";
import { type Log, noLog } from "../../logging/log";
import { Engine } from "../../ovirt/engine";
import { neverStopped } from "../../ovirt/stop";
import { Waiter } from "../../ovirt/waiter";
import { describeFaults } from "../../room/fault/fault";
import { markerSearch, type Owner } from "../../room/marker";
import { type Seat, seatsOf } from "../../room/seat";
import { configValue } from "../../room/settings/config-value";
import { oldPlacesKey, oldPlacesOf } from "../../room/settings/old-places";
import { parseConnection, parseSettings } from "../../room/settings/parse-settings";
import { type ConnectionSettings, type RoomSettings, settingNames } from "../../room/settings/settings";
import { type Floppies, floppiesOf } from "../deliveries/floppies";
import { readProjectFile } from "../project/project-file";
import { engineLog } from "../project/project-log";
import { ProviderError } from "../provider-error";
import { KnownVms } from "./known-vms";
import { Lookups } from "./lookups";
import { Once } from "./once";
import type { Teller } from "./status";
import { Wave } from "./wave";

/** Reads a value of the stack's configuration by its key, decrypted. */
export type ReadConfig = (key: string) => string | undefined;

interface Waves {
  readonly setup: Wave;
  readonly start: Wave;
}

export class Conversation {
  /** One time for the whole run, as snapshots and answer files show it. */
  readonly scriptTime = scriptTimeOf(new Date());
  /** MAC addresses of the interfaces that this run has made, by the VM's id. */
  readonly macs = new Map<string, string>();
  /** Ids of the VMs that this run has made. */
  readonly born = new Set<string>();
  private readonly once = new Once();
  /** Requests sent to the engine so far. */
  requests = 0;

  constructor(
    private readonly readConfig: ReadConfig,
    /** Tells what is going on with a resource. */
    readonly tell: Teller,
    /** What is written down. */
    readonly log: Log = noLog,
    /** The wish to stop. */
    readonly stop: AbortSignal = neverStopped,
  ) {}

  /** What speaking to the engine needs; the rest of the settings may be wrong, or gone, when a room is destroyed. */
  get connection(): ConnectionSettings {
    return this.once.get("connection", () => {
      const { settings, faults } = parseConnection(rawSettings(this.readConfig));
      if (!settings) throw settingsError(faults);
      return settings;
    });
  }

  get settings(): RoomSettings {
    return this.once.get("settings", () => {
      const { settings, faults } = parseSettings(rawSettings(this.readConfig));
      if (!settings) throw settingsError(faults);
      return settings;
    });
  }

  get engine(): Engine {
    return this.once.get("engine", () => {
      const { engine, limits } = this.connection;
      const log = engineLog(this.log);
      return new Engine({
        base: engine.url,
        username: engine.username,
        password: engine.password,
        ca: readProjectFile(engine.caFile, "engine.caFile"),
        outage: limits.outage,
        oldPlaces: oldPlacesOf(configValue(this.readConfig(oldPlacesKey) ?? "")),
        stop: this.stop,
        log: call => {
          this.requests += 1;
          log(call);
        },
      });
    });
  }

  waiter(owner: Owner): Waiter {
    return this.once.get("waiter", () => {
      const { vms, events } = this.engine;
      const scope = markerSearch(owner.project, owner.stack);
      const interval = this.connection.engine.pollInterval;
      return new Waiter({ vms, events, scope, interval, stop: this.stop });
    });
  }

  /** Places for seats in setup, and for seats that start: a wave may be no larger than the settings say. */
  get waves(): Waves {
    return this.once.get("waves", () => {
      const { wave } = this.connection.rollout;
      return { setup: new Wave(wave, this.stop), start: new Wave(wave, this.stop) };
    });
  }

  get floppies(): Floppies {
    return this.once.get("floppies", () => floppiesOf(this.connection));
  }

  /** @throws ProviderError when the settings hold no such seat */
  seat(owner: Owner): Seat {
    const seats = this.once.get("seats", () => {
      const all = seatsOf(owner.stack, this.settings);
      return new Map(all.map(seat => [seat.name, seat]));
    });
    const seat = seats.get(owner.seat);
    if (seat) return seat;
    throw new ProviderError(
      owner.seat,
      "reading the settings",
      "they hold no such seat",
      "Roll the room out again",
    );
  }

  get lookups(): Lookups {
    return this.once.get("lookups", () => new Lookups(this.engine));
  }

  get known(): KnownVms {
    return this.once.get("known", () => new KnownVms(this.engine));
  }

  /** Warns once, however many seats run: each would say the same. */
  warnOfRunning(): void {
    this.once.get("warned of running", () =>
      this.tell.warn("", "Seats that are running take their changed settings at their next start"),
    );
  }

  /** Ends the connections of a process that has more to do, or that wants to end. */
  async close(): Promise<void> {
    if (this.once.has("engine")) await this.engine.close();
    if (this.once.has("floppies")) await this.floppies.close();
    this.log.close();
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

function settingsError(faults: Parameters<typeof describeFaults>[0]): ProviderError {
  return new ProviderError(
    undefined,
    "reading the settings",
    `they are not right:\n${describeFaults(faults)}`,
    "",
  );
}
