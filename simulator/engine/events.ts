/**
 * @module The audit log.
 */

import type { EventBody } from "../api/types/event";
import type { Clock } from "../clock";

export interface LoggedEvent {
  /** Grows by one with every event; also its id. */
  index: number;
  code: number;
  severity: NonNullable<EventBody["severity"]>;
  description: string;
  time: number;
  correlationId?: string;
  /** What it is about. Names are those of the time of the event. */
  vm?: { id: string; name?: string };
  template?: { id: string; name: string };
  host?: { id: string; name: string };
  cluster?: { id: string; name: string };
  dataCenter?: { id: string; name: string };
  user?: { id: string; name: string };
  storageDomain?: { id: string; name: string };
  origin: string;
  customId: number;
  floodRate: number;
}

export type NewEvent = Omit<LoggedEvent, "index" | "time" | "origin" | "customId" | "floodRate"> &
  Partial<Pick<LoggedEvent, "origin" | "customId" | "floodRate">>;

export class EventLog {
  readonly #events: LoggedEvent[] = [];
  #next: number;

  constructor(
    readonly clock: Clock,
    first = 1,
  ) {
    this.#next = first;
  }

  add(event: NewEvent): LoggedEvent {
    const logged = {
      origin: "oVirt",
      customId: -1,
      floodRate: 0,
      ...event,
      index: this.#next++,
      time: this.clock.now(),
    };
    this.#events.push(logged);
    return logged;
  }

  /** Newest first. */
  list(): LoggedEvent[] {
    return this.#events.toReversed();
  }

  /** Newer than that index, newest first. */
  since(index: number): LoggedEvent[] {
    return this.#events.filter(event => event.index > index).toReversed();
  }

  get(index: number): LoggedEvent | undefined {
    return this.#events.find(event => event.index === index);
  }

  find(origin: string, customId: number): LoggedEvent | undefined {
    return this.#events.find(event => event.origin === origin && event.customId === customId);
  }
}
