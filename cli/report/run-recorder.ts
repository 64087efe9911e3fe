/** @module What a command learns of each seat while it runs, gathered as the record that a report is drawn from. */

import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { failuresOf } from "../../report/failures-of";
import type {
  PhaseKind,
  RecordedRun,
  RecordedSeat,
  RunKind,
  SeatState,
  Step,
} from "../../report/recorded-run";
import { fromUrn, type SeatKind } from "../../room/resource-types";
import type { SeatResult } from "../outcome/result";
import { type SeatLine, withoutElapsed } from "../progress/board";

export interface RecordedSeatName {
  readonly name: string;
  readonly group: string;
}

export interface RunStart {
  readonly room: string;
  readonly kind: RunKind;
  readonly seats: readonly RecordedSeatName[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface RunOutcome {
  readonly seats: readonly SeatResult[];
  readonly interrupted: boolean;
  /** What went wrong with no seat in particular. */
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  /** Sent to the engine, where they were counted. */
  readonly requests?: number;
}

interface OpenPhase {
  readonly kind: PhaseKind;
  readonly from: number;
  to?: number;
  failed?: boolean;
  readonly steps: Step[];
}

interface SeatSoFar {
  readonly group: string;
  state: SeatState;
  word: string;
  /** What is done with it, or how that ended, as it was shown last. */
  shown: string;
  readonly phases: OpenPhase[];
  /** The phase that is open for each resource. */
  readonly open: Map<SeatKind, OpenPhase>;
}

const phaseOfResource: Readonly<Record<SeatKind, PhaseKind>> = {
  Vm: "clone",
  Nic: "nic",
  Floppy: "floppy",
  Sysprep: "setup",
  Permission: "permission",
  Snapshot: "snapshot",
  Reset: "reset",
  Power: "start",
};

/** What a resource's operation means for its seat; undefined when nothing is done on the engine. */
function phaseOf(kind: SeatKind, operation: OpType): PhaseKind | undefined {
  if (operation === "create" || operation === "create-replacement") return phaseOfResource[kind];
  if (operation === "update") return kind === "Reset" ? "reset" : "change";
  // What is below a VM goes with it.
  if (operation.startsWith("delete")) return kind === "Vm" ? "delete" : undefined;
  return undefined;
}

export class RunRecorder {
  private readonly began: number;
  private readonly seats: Map<string, SeatSoFar>;
  private outcome: (RunOutcome & { readonly took: number }) | undefined;
  private readonly details = new Map<string, string>();

  constructor(private readonly start: RunStart) {
    this.began = start.clock();
    this.seats = new Map(start.seats.map(({ name, group }) => [name, seatIn(group)]));
  }

  /** Whether anything has become of any seat. */
  get begun(): boolean {
    return [...this.seats.values()].some(({ state, phases }) => state !== "waiting" || phases.length > 0);
  }

  /** What Pulumi tells: the phases of a rollout. */
  take(event: EngineEvent): void {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
    if (resourcePreEvent) this.beginResource(resourcePreEvent.metadata);
    if (resOutputsEvent) this.endResource(resOutputsEvent.metadata.urn, false);
    if (resOpFailedEvent) this.endResource(resOpFailedEvent.metadata.urn, true);
    if (diagnosticEvent?.ephemeral && diagnosticEvent.urn !== undefined) {
      const named = fromUrn(diagnosticEvent.urn);
      const phase = named && this.of(named.seat).open.get(named.kind);
      if (phase) this.step(phase, diagnosticEvent.message.trim());
    }
  }

  /** What is shown of a seat: its state, and in a reset or a deletion what is done with it. */
  changed({ seat: name, state, text }: SeatLine): void {
    const seat = this.of(name);
    seat.state = state;
    seat.word = state === "done" ? text : state;
    seat.shown = text;
    const { kind } = this.start;
    if (kind === "rollout") return;
    const phase = seat.phases.at(-1);
    if (state === "working") this.step(phase ?? this.begin(seat, kind), text);
    else if (phase) this.close(phase, state === "failed");
  }

  end(outcome: RunOutcome): void {
    this.outcome = { ...outcome, took: this.now() };
    for (const { seat: name, ok, outcome: word, detail } of outcome.seats) {
      const seat = this.of(name);
      seat.state = ok ? "done" : word === "failed" ? "failed" : "stopped";
      seat.word = word;
      if (detail !== undefined) this.details.set(name, detail);
      // Pulumi takes what was stopped for failed.
      if (seat.state === "stopped") for (const phase of seat.phases) delete phase.failed;
    }
  }

  /** How each seat stands when the run breaks off: what has not come to its end by then is not reached. */
  standing(): SeatResult[] {
    return [...this.seats].map(([seat, { state, word, shown }]) => {
      if (state === "done") return { seat, ok: true, outcome: word };
      if (state === "failed") return { seat, ok: false, outcome: "failed", detail: shown };
      return { seat, ok: false, outcome: "not reached" };
    });
  }

  record(): RecordedRun {
    const { room, kind } = this.start;
    const { took, interrupted = false, errors = [], warnings = [], requests } = this.outcome ?? {};
    return {
      format: 1,
      room,
      kind,
      began: new Date(this.began).toISOString(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      process: process.pid,
      ...(took === undefined ? {} : { took }),
      interrupted,
      ...(requests === undefined ? {} : { requests }),
      seats: [...this.seats].map(([name, seat]) => this.recordOf(name, seat)),
      errors: [...errors],
      warnings: [...warnings],
    };
  }

  private recordOf(name: string, { group, state, word, phases }: SeatSoFar): RecordedSeat {
    const told = this.details.get(name);
    const detail = state === "done" && told !== undefined ? { detail: told } : {};
    const failures = state === "failed" && told !== undefined ? failuresOf(told) : [];
    return { name, group, state, word, ...detail, phases: phases.map(phase => ({ ...phase })), failures };
  }

  private of(name: string): SeatSoFar {
    const seat = this.seats.get(name) ?? seatIn("no longer in the settings");
    this.seats.set(name, seat);
    return seat;
  }

  private beginResource({ urn, op }: { readonly urn: string; readonly op: OpType }): void {
    const named = fromUrn(urn);
    const kind = named && phaseOf(named.kind, op);
    if (!named || !kind) return;
    const seat = this.of(named.seat);
    seat.open.set(named.kind, this.begin(seat, kind));
  }

  private endResource(urn: string, failed: boolean): void {
    const named = fromUrn(urn);
    const seat = named && this.of(named.seat);
    const phase = seat?.open.get(named?.kind ?? "Vm");
    if (!named || !seat || !phase) return;
    seat.open.delete(named.kind);
    this.close(phase, failed);
  }

  private begin(seat: SeatSoFar, kind: PhaseKind): OpenPhase {
    const phase: OpenPhase = { kind, from: this.now(), steps: [] };
    seat.phases.push(phase);
    return phase;
  }

  private step({ steps }: OpenPhase, told: string): void {
    const text = withoutElapsed(told);
    if (text !== "" && steps.at(-1)?.text !== text) steps.push({ at: this.now(), text });
  }

  private close(phase: OpenPhase, failed: boolean): void {
    phase.to ??= this.now();
    if (failed) phase.failed = true;
  }

  private now(): number {
    return Math.max(0, this.start.clock() - this.began);
  }
}

function seatIn(group: string): SeatSoFar {
  return { group, state: "waiting", word: "waiting", shown: "", phases: [], open: new Map() };
}
