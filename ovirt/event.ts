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
  /** Of the request that it came of. */
  readonly correlationId?: string | undefined;
}

/** Kinds of events that a rollout looks at (docs/facts/ovirt.md; AuditLogType in the engine's source). */
export const eventCodes = {
  vmStarted: 32,
  previewBegun: 46,
  vmCreated: 53,
  vmStartFailed: 54,
  addVmFailed: 60,
  vmDown: 61,
  snapshotDone: 68,
  snapshotFailed: 69,
  statelessStartFailed: 70,
  vmDownWithError: 119,
  notResponding: 126,
  statelessStartRequested: 150,
  vmStartedElsewhere: 152,
  startRequested: 153,
  guestRebooted: 157,
  statelessNotOnHost: 507,
  statelessStarted: 537,
  /** In place of a start: what a stateless run has left is taken away, and nothing started. */
  onlyCleanedUp: 1001,
} as const;

export class Events {
  constructor(private readonly api: Api) {}

  /** The id of the newest event; 0 on an engine that has none. */
  async newest(): Promise<number> {
    const answer = await this.api.get("/events", { max: 1 }, "reading the newest event");
    return list(answer, "event").reduce((newest, event) => Math.max(newest, toEvent(event).id), 0);
  }

  /** All events after one, oldest first. No `max`: with it the engine leaves out the oldest (docs/facts/ovirt.md). */
  async since(id: number): Promise<EngineEvent[]> {
    const answer = await this.api.get("/events", { from: id }, "reading the new events");
    return oldestFirst(list(answer, "event").map(toEvent));
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

/** A host has launched it; the second one says that it is another than the VM would have rather. */
const started: ReadonlySet<number> = new Set([eventCodes.vmStarted, eventCodes.vmStartedElsewhere]);

/**
 * Somebody has asked for a start. Of a stateless VM it is told before its snapshot is made, after which the engine itself starts
 * it and says so in other events (`getAuditLogTypeValue` of its RunVmCommand).
 */
const requested: ReadonlySet<number> = new Set([
  eventCodes.startRequested,
  eventCodes.statelessStartRequested,
]);

/** A host has had it in hand, whatever came of it. */
const launched: ReadonlySet<number> = new Set([
  ...started,
  eventCodes.startRequested,
  eventCodes.statelessStarted,
  eventCodes.statelessNotOnHost,
]);

/**
 * How the last run of a VM ended, from its events, oldest first; undefined when it has not ended, or never began.
 *
 * - A guest's reboot may pass through "down" as a part of the reboot, which is no end (docs/facts/ovirt.md).
 * - A host that cannot launch the VM is no end either: the engine tries up to three, and says so in an event of its own when
 *   it gives up (`rerun` of its RunVmCommandBase).
 * - Nor is a start that the engine refused, which has run nothing.
 * - That no host at all can launch a stateless VM, the engine does not say: it shows by the VM's being down for long.
 */
export function lastRunEnd(events: readonly EngineEvent[]): RunEnd | undefined {
  let end: RunEnd | undefined;
  let runs = false;
  /** Why the last host could not launch it. */
  let onHost: string | undefined;
  for (const { code, description } of events) {
    if (requested.has(code)) [end, runs] = [undefined, false];
    if (started.has(code)) [end, runs, onHost] = [undefined, true, undefined];
    if (code === eventCodes.statelessStartFailed) end = { kind: "otherwise", words: description };
    if (code === eventCodes.vmDownWithError) {
      if (runs) end = { kind: "otherwise", words: description };
      else onHost = description;
    }
    if (code === eventCodes.vmStartFailed && (onHost || !/due to a failed validation/i.test(description))) {
      end ??= { kind: "otherwise", words: onHost ?? description };
      onHost = undefined;
    }
    if (code === eventCodes.vmDown && !/part of the reboot/i.test(description)) {
      end = /from within the guest/i.test(description)
        ? { kind: "from_within" }
        : { kind: "otherwise", words: description };
    }
  }
  return end;
}

/**
 * Whether these words may be of a guest that has powered itself off: so an older host tells that, too, where oVirt's own guest agent
 * does not run (VDSM's `_getShutdownReason`, docs/facts/ovirt.md). As often it is an end that the host made.
 */
export function mayBePowerOff(words: string): boolean {
  return /VM has been terminated on the host/i.test(words);
}

/** Whether a VM was ever asked to start, by its events. */
export function wasStarted(events: readonly EngineEvent[]): boolean {
  return events.some(({ code }) => requested.has(code) || launched.has(code));
}

/** Whether it has come to a host, by its events: a stateless VM that was asked to start is down for long before. */
export function wasLaunched(events: readonly EngineEvent[]): boolean {
  return events.some(({ code }) => launched.has(code));
}

/** What was heard last of a VM, as the end of a sentence; empty when there is nothing. */
export function lastWords(events: readonly EngineEvent[]): string {
  const last = events.at(-1);
  return last ? `; the last event is "${last.description}"` : "";
}

function toEvent(json: Json): EngineEvent {
  return {
    id: eventId(json),
    code: number(json, "code") ?? 0,
    description: text(json, "description") ?? "",
    vmId: text(object(json, "vm"), "id"),
    time: number(json, "time") ?? 0,
    correlationId: text(json, "correlation_id"),
  };
}

/** Events are asked for from an id on: one that is no number would make all later ones unseen. */
function eventId(json: Json): number {
  const id = Number(requiredText(json, "id"));
  if (Number.isSafeInteger(id) && id >= 0) return id;
  throw unexpected(json, `the id of an event is ${JSON.stringify(text(json, "id"))}`);
}
