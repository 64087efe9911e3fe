/** @module What can be waited for with a VM, and what is known of it meanwhile. */

import type { EngineEvent } from "./event";
import type { Vm } from "./vm";

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
  /** Kinds of events that may come in between and end nothing: no reason to read the list. */
  readonly passing?: readonly number[];
  /** Looks at the news: a result ends the wait, undefined goes on, an error fails it. */
  readonly look: (news: News) => Outcome<T> | undefined | Promise<Outcome<T> | undefined>;
  /** Told what is going on whenever that may have changed. */
  readonly onNews?: (news: News) => void;
  /** What the reader can do when the limit is reached. */
  readonly remedy: string;
  /** What goes on when nobody waits any more, as a sentence. */
  readonly meanwhile?: string;
}

export interface Outcome<T> {
  readonly result: T;
}
