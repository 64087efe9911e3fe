/**
 * @module One waiter for all: whoever waits for a VM of the room is told of news, at the cost of one request for the
 * new events a tick, and one list of the room's VMs when there is something to see, whatever the number of seats.
 */

import type { EngineEvent, Events } from "./event";
import { pauseAfter } from "./pace";
import type { Vm } from "./vm";
import { namesPerSearch, type Vms } from "./vms";
import type { News, Wait } from "./wait";
import { lastSeen, stoppedWait, timedOut, whileWaiting } from "./wait-error";

export interface WaiterOptions {
  readonly vms: Pick<Vms, "search" | "allNamed" | "find">;
  readonly events: Pick<Events, "newest" | "since">;
  /** Finds the room's VMs. */
  readonly scope: string;
  /** Milliseconds between two ticks, more or less: see `pauseAfter`. */
  readonly interval: number;
  /** Ends all waits at once. */
  readonly stop?: AbortSignal;
}

interface Waiting {
  readonly wait: Wait<unknown>;
  readonly began: number;
  ticks: number;
  /** Whether an event came that may end it. */
  eventful: boolean;
  /** As it was listed last. */
  last: Vm | undefined;
  lastStatus: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Ticks between two lists when nothing happens: events may be late, or none may come. */
const calm = 8;
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
  /** When there were news last that may have ended something. */
  private lively = 0;
  /** When there were any news last, or somebody began to wait. */
  private stirred = 0;

  constructor(private readonly options: WaiterOptions) {
    options.stop?.addEventListener("abort", () => {
      for (const waiting of [...this.waiting]) waiting.reject(stoppedWait(waiting.wait, waiting.lastStatus));
    });
  }

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

  /** @throws EngineError `timed_out` or `stopped` with what was last seen, or what `look` throws */
  async wait<T>(wait: Wait<T>): Promise<T> {
    if (!this.options.stop?.aborted) await this.now();
    if (this.options.stop?.aborted) throw stoppedWait(wait, "");
    const outcome = new Promise<T>((resolve, reject) => {
      const limit = setTimeout(() => {
        this.waiting.delete(waiting);
        reject(timedOut(wait, waiting.began, waiting.lastStatus));
      }, wait.limit);
      const waiting: Waiting = {
        wait,
        began: Date.now(),
        ticks: 0,
        eventful: false,
        last: undefined,
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
      this.listNow ||= wait.quiet === true;
      this.stirred = Date.now();
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
      for (const waiting of [...this.waiting]) waiting.reject(whileWaiting(waiting.wait, error));
    } finally {
      this.ticking = false;
    }
  }

  /** A wait that begins in the middle of a long pause ends it. */
  private async pause(): Promise<void> {
    const { interval } = this.options;
    const began = Date.now();
    do await new Promise(resolve => setTimeout(resolve, interval / 2));
    while (Date.now() - began < this.length(interval));
  }

  private length(interval: number): number {
    const now = Date.now();
    return pauseAfter(now - this.stirred, now - this.lively, interval);
  }

  private async tick(): Promise<void> {
    await this.readEvents();
    this.ticksSinceList++;
    for (const waiting of this.waiting) waiting.ticks++;
    const due = this.due();
    if (due.length === 0) return;
    const vms = await this.read(due);
    const byId = new Map(vms.map(vm => [vm.id, vm]));
    await Promise.all(due.map(waiting => this.tell(waiting, byId.get(waiting.wait.vmId))));
  }

  /** Whose VMs are to be looked at: all when that is long ago, else those with news, and those whose end has no event. */
  private due(): Waiting[] {
    const all = [...this.waiting];
    if (this.ticksSinceList >= calm) {
      this.ticksSinceList = 0;
      return all;
    }
    const quiet = this.listNow || this.ticksSinceList % restless === 0;
    this.listNow = false;
    return all.filter(waiting => waiting.eventful || (quiet && waiting.wait.quiet));
  }

  /** A list of the room is some KB a seat (docs/facts/ovirt.md): while few are looked at, they alone are read. */
  private read(due: readonly Waiting[]): Promise<Vm[]> {
    const { vms, scope } = this.options;
    const operation = "reading the room's VMs";
    const names = [...new Set(due.map(({ wait }) => wait.vmName))];
    return names.length <= namesPerSearch ? vms.allNamed(names, operation) : vms.search(scope, operation);
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
      const news = events.filter(event => event.vmId === waiting.wait.vmId);
      if (news.length > 0) this.stirred = Date.now();
      if (news.some(event => !waiting.wait.passing?.includes(event.code))) {
        waiting.eventful = true;
        this.lively = Date.now();
      } else if (news.length > 0 && waiting.last) waiting.wait.onNews?.(this.newsOf(waiting, waiting.last));
    }
  }

  private newsOf({ wait, ticks }: Waiting, vm: Vm | undefined): News {
    const history = this.history.get(wait.vmId) ?? [];
    return { vm, events: history.filter(event => event.id > wait.since), ticks };
  }

  private async tell(waiting: Waiting, listed: Vm | undefined): Promise<void> {
    const { wait } = waiting;
    try {
      // A VM that the list lacks may have lost its marker: only the engine's 404 says that it is gone.
      const vm = listed ?? (await this.options.vms.find(wait.vmId, wait.vmName));
      const news = this.newsOf(waiting, vm);
      waiting.eventful = false;
      waiting.last = vm;
      waiting.lastStatus = lastSeen(news);
      wait.onNews?.(news);
      const outcome = await wait.look(news);
      if (outcome) waiting.resolve(outcome.result);
    } catch (error) {
      waiting.reject(error);
    }
  }
}
