/** @module The engine's events, and why a VM is down according to them. */

import type { Api } from "./api";
import { type Json, list, number, object, requiredText, text, unexpected } from "./json";

export interface EngineEvent {
  /** Grows with each event. */
  readonly id: number;
  /** The kind, see {@link eventCodes}. */
  readonly code: number;
  readonly description: string;
  readonly vmId: string | undefined;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** Kinds of events that a rollout looks at (facts/ovirt.md; AuditLogType in the engine's source). */
export const eventCodes = {
  vmStarted: 32,
  vmCreated: 53,
  vmStartFailed: 54,
  addVmFailed: 60,
  vmDown: 61,
  snapshotDone: 68,
  snapshotFailed: 69,
  vmDownWithError: 119,
  notResponding: 126,
  startRequested: 153,
  guestRebooted: 157,
} as const;

export class Events {
  constructor(private readonly api: Api) {}

  /** The id of the newest event; 0 on an engine that has none. */
  async newest(): Promise<number> {
    const answer = await this.api.get("/events", { max: 1 }, "reading the newest event");
    return Math.max(0, ...list(answer, "event").map(event => toEvent(event).id));
  }

  /** All events after one, oldest first. No `max`: with it the engine leaves out the oldest (facts/ovirt.md). */
  async since(id: number): Promise<EngineEvent[]> {
    const answer = await this.api.get("/events", { from: id }, "reading the new events");
    return oldestFirst(list(answer, "event").map(toEvent));
  }

  /** Whether a request of this correlation id left an event. @param id letters, digits, `-` and `_`, at most 50 */
  async knowsRequest(id: string): Promise<boolean> {
    const search = `correlation_id=${id}`;
    const answer = await this.api.get("/events", { search, max: 1 }, "looking for an earlier request");
    return list(answer, "event").length > 0;
  }

  /** The last events of one VM, oldest first; a name may have belonged to an earlier VM, so the id counts. */
  async ofVm(vmId: string, vmName: string): Promise<EngineEvent[]> {
    const search = `vm.name=${vmName} sortby time desc`;
    const answer = await this.api.get("/events", { search, max: 200 }, `reading the events of ${vmName}`);
    return oldestFirst(list(answer, "event").map(toEvent)).filter(event => event.vmId === vmId);
  }
}

function oldestFirst(events: EngineEvent[]): EngineEvent[] {
  return events.sort((a, b) => a.id - b.id);
}

/** How a run of a VM ended. */
export type RunEnd =
  /** The guest powered itself off: what the end of a setup looks like. */
  | { readonly kind: "from_within" }
  /** Anything else, in the engine's words. */
  | { readonly kind: "otherwise"; readonly words: string };

/**
 * How the last run of a VM ended, from its events, oldest first; undefined when it has not ended, or never began.
 * A guest's reboot may pass through "down" as a part of the reboot, which is no end (facts/ovirt.md).
 */
export function lastRunEnd(events: readonly EngineEvent[]): RunEnd | undefined {
  let end: RunEnd | undefined;
  for (const event of events) {
    if (event.code === eventCodes.startRequested || event.code === eventCodes.vmStarted) end = undefined;
    if (event.code === eventCodes.vmDownWithError || event.code === eventCodes.vmStartFailed) {
      end = { kind: "otherwise", words: event.description };
    }
    if (event.code === eventCodes.vmDown && !/part of the reboot/i.test(event.description)) {
      end = /from within the guest/i.test(event.description)
        ? { kind: "from_within" }
        : { kind: "otherwise", words: event.description };
    }
  }
  return end;
}

/** Whether a VM was ever asked to start, by its events. */
export function wasStarted(events: readonly EngineEvent[]): boolean {
  return events.some(
    event => event.code === eventCodes.startRequested || event.code === eventCodes.vmStarted,
  );
}

function toEvent(json: Json): EngineEvent {
  return {
    id: eventId(json),
    code: number(json, "code") ?? 0,
    description: text(json, "description") ?? "",
    vmId: text(object(json, "vm"), "id"),
    time: number(json, "time") ?? 0,
  };
}

/** Events are asked for from an id on: one that is no number would make all later ones unseen. */
function eventId(json: Json): number {
  const id = Number(requiredText(json, "id"));
  if (Number.isSafeInteger(id) && id >= 0) return id;
  throw unexpected(`the id of an event is ${JSON.stringify(text(json, "id"))}`);
}
