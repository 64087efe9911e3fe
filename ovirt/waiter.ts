/**
 * @module One waiter for all: whoever waits for a VM of the room is told of news, at the cost of one request for the
 * new events a tick, and one list of the room's VMs when there is something to see, whatever the number of seats.
 */

import { EngineError } from "./errors";
import type { EngineEvent, Events } from "./event";
import { pauseAfter } from "./pace";
import type { Vm, Vms } from "./vm";

/** What is known of a VM at a tick. */
export interface News {
  /** The VM as the engine lists it; undefined when it is gone. */
  readonly vm: Vm | undefined;
  /** Its events since the wait's beginning, oldest first. */
  readonly events: readonly EngineEvent[];
  /** Ticks since the wait began. */
  readonly ticks: number;
}

export interface Wait<T> {
  readonly vmId: string;
  readonly vmName: string;
  /** In the "-ing" form, for errors and live status: `waiting for VM x to be down`. */
  readonly doing: string;
  /** Milliseconds. */
  readonly limit: number;
  /** Events after this one count: what `Waiter.now` gave before the action that is waited for. */
  readonly since: number;
  /** What ends it comes without an event, so the list is read more often. */
  readonly quiet?: boolean;
  /** Looks at the news: a result ends the wait, undefined goes on, an error fails it. */
  readonly look: (news: News) => Outcome<T> | undefined | Promise<Outcome<T> | undefined>;
  /** Told what is going on whenever that may have changed. */
  readonly onNews?: (news: News) => void;
  /** What the reader can do when the limit is reached. */
  readonly remedy: string;
}

export interface Outcome<T> {
  readonly result: T;
}

export interface WaiterOptions {
  readonly vms: Pick<Vms, "search" | "find">;
  readonly events: Pick<Events, "newest" | "since">;
  /** Finds the room's VMs. */
  readonly scope: string;
  /** Milliseconds between two ticks, more or less: see `pauseAfter`. */
  readonly interval: number;
}

interface Waiting {
  readonly wait: Wait<unknown>;
  readonly began: number;
  ticks: number;
  eventful: boolean;
  lastStatus: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Ticks between two lists when nothing happens: events may be late, or none may come. */
const calm = 5;
const restless = 2;
/** Events kept a VM: a run has a handful. */
const keptEvents = 100;

export class Waiter {
  private readonly waiting = new Set<Waiting>();
  private readonly history = new Map<string, EngineEvent[]>();
  private cursor: Promise<number> | undefined;
  private ticking = false;
  private ticksSinceList = 0;
  private listNow = false;
  /** When there were news last, or somebody began to wait. */
  private lively = 0;

  constructor(private readonly options: WaiterOptions) {}

  /** The id of the newest event known: taken before an action, it tells that action's events from older ones. */
  now(): Promise<number> {
    if (!this.cursor) {
      const newest = this.options.events.newest();
      this.cursor = newest;
      newest.catch(() => {
        this.cursor = undefined;
      });
    }
    return this.cursor;
  }

  /** @throws EngineError `timed_out` with what was last seen, or what `look` throws */
  async wait<T>(wait: Wait<T>): Promise<T> {
    await this.now();
    const outcome = new Promise<T>((resolve, reject) => {
      const limit = setTimeout(() => {
        this.waiting.delete(waiting);
        reject(timedOut(waiting));
      }, wait.limit);
      const waiting: Waiting = {
        wait,
        began: Date.now(),
        ticks: 0,
        eventful: false,
        lastStatus: "",
        resolve: value => {
          clearTimeout(limit);
          this.waiting.delete(waiting);
          resolve(value as T);
        },
        reject: error => {
          clearTimeout(limit);
          this.waiting.delete(waiting);
          reject(error);
        },
      };
      this.waiting.add(waiting);
      this.listNow = true;
      this.lively = Date.now();
    });
    void this.run();
    return outcome;
  }

  /** Ticks as long as somebody waits. */
  private async run(): Promise<void> {
    if (this.ticking) return;
    this.ticking = true;
    try {
      while (this.waiting.size > 0) {
        await this.pause();
        await this.tick();
      }
    } catch (error) {
      for (const waiting of [...this.waiting]) waiting.reject(whileWaiting(waiting, error));
    } finally {
      this.ticking = false;
    }
  }

  /** A wait that begins in the middle of a long pause ends it. */
  private async pause(): Promise<void> {
    const { interval } = this.options;
    const began = Date.now();
    do await new Promise(resolve => setTimeout(resolve, interval / 2));
    while (Date.now() - began < pauseAfter(Date.now() - this.lively, interval));
  }

  private async tick(): Promise<void> {
    await this.readEvents();
    this.ticksSinceList++;
    for (const waiting of this.waiting) waiting.ticks++;
    const pause = [...this.waiting].some(waiting => waiting.wait.quiet) ? restless : calm;
    const eventful = [...this.waiting].some(waiting => waiting.eventful);
    if (!this.listNow && !eventful && this.ticksSinceList < pause) return;
    this.listNow = false;
    this.ticksSinceList = 0;
    const looking = [...this.waiting];
    const vms = await this.options.vms.search(this.options.scope, "reading the room's VMs");
    const byId = new Map(vms.map(vm => [vm.id, vm]));
    await Promise.all(looking.map(waiting => this.tell(waiting, byId.get(waiting.wait.vmId))));
  }

  private async readEvents(): Promise<void> {
    const cursor = await this.now();
    const events = await this.options.events.since(cursor);
    const last = events.at(-1);
    if (last) this.cursor = Promise.resolve(Math.max(cursor, last.id));
    for (const event of events) {
      if (event.vmId)
        this.history.set(event.vmId, [...(this.history.get(event.vmId) ?? []), event].slice(-keptEvents));
    }
    for (const waiting of this.waiting) {
      if (!events.some(event => event.vmId === waiting.wait.vmId)) continue;
      waiting.eventful = true;
      this.lively = Date.now();
    }
  }

  private async tell(waiting: Waiting, listed: Vm | undefined): Promise<void> {
    const { wait } = waiting;
    try {
      // A VM that the list lacks may have lost its marker: only the engine's 404 says that it is gone.
      const vm = listed ?? (await this.options.vms.find(wait.vmId, wait.vmName));
      const history = this.history.get(wait.vmId) ?? [];
      const events = history.filter(event => event.id > wait.since);
      const news: News = { vm, events, ticks: waiting.ticks };
      waiting.eventful = false;
      waiting.lastStatus = lastSeen(news);
      wait.onNews?.(news);
      const outcome = await wait.look(news);
      if (outcome) waiting.resolve(outcome.result);
    } catch (error) {
      waiting.reject(error);
    }
  }
}

function lastSeen(news: News): string {
  const event = news.events.at(-1)?.description;
  return `${news.vm ? `status ${news.vm.status}` : "gone"}${event ? `, last event "${event}"` : ""}`;
}

function timedOut({ wait, began, lastStatus }: Waiting): EngineError {
  const seconds = Math.round((Date.now() - began) / 1000);
  return new EngineError({
    code: "timed_out",
    operation: wait.doing,
    message: `not done after ${seconds} s, the limit; last seen: ${lastStatus || "nothing"}`,
    remedy: wait.remedy,
  });
}

function whileWaiting({ wait }: Waiting, error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  const { code, status, correlationId, remedy } = error;
  return new EngineError({
    code,
    operation: wait.doing,
    message: error.message.replace(`. ${remedy}`, ""),
    remedy,
    ...(status === undefined ? {} : { status }),
    ...(correlationId ? { correlationId } : {}),
    cause: error,
  });
}
