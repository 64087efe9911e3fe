/** @module What Pulumi tells of a run, gathered seat by seat. */

import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { stoppedWords } from "../../ovirt/stop";
import { fromUrn, type SeatKind } from "../../room/resource-types";
import { withoutUrlSecrets } from "../../room/text/url-secrets";
import type { Board } from "../progress/board";

/** What became of one seat's resources. */
export interface SeatRecord {
  /** The last operation on each that is finished. */
  readonly finished: Map<SeatKind, OpType>;
  /** What failed, in the words of its provider. */
  readonly failures: string[];
  /** Inputs for which its resources are changed or made anew. */
  readonly changes?: Set<string>;
  /** Where it was stopped, and how to go on, in the words of its provider. */
  stopped?: string;
}

/** Operations of Pulumi that end a resource, or prepare it to be made again; the last one of what was deleted before. */
const endings: ReadonlySet<OpType> = new Set<OpType>([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
]);

/** Whether a resource is gone by what was done to it last. */
export function hasEnded(operation: OpType | undefined): boolean {
  return operation !== undefined && endings.has(operation);
}

/** What is said of a resource that is begun, as long as its provider says nothing. */
const words: Readonly<Record<SeatKind, string>> = {
  Vm: "cloning",
  Nic: "setting the network",
  Floppy: "bringing the floppy to the share",
  Sysprep: "setting Windows up",
  Permission: "giving the permission",
  Snapshot: "taking the snapshot",
  Reset: "going back to the snapshot",
  Power: "starting",
};

type Inputs = Readonly<Record<string, unknown>>;

interface Step {
  readonly urn: string;
  readonly op: OpType;
  /** Inputs for which it is replaced. */
  readonly keys?: readonly string[];
  readonly old?: { readonly inputs?: Inputs };
  readonly new?: { readonly inputs?: Inputs };
}

/** Inputs for which something is done: of a change those that are other than before. */
function causesOf({ op, keys = [], old, new: wanted }: Step): readonly string[] {
  if (op !== "update") return keys;
  const [before, now] = [old?.inputs ?? {}, wanted?.inputs ?? {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names.filter(name => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
}

/** Whether Pulumi only asks what has become of a resource, before all else: whatever it finds, nothing is done to a seat. */
function isLook({ op }: { readonly op: OpType }): boolean {
  return op === "refresh";
}

export class RunRecord {
  /** Those that anything was done to, or that were found to be as they should. */
  readonly seats = new Map<string, SeatRecord>();
  /** Errors that are not about one seat. */
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** Whether Pulumi has told of notes in the state, of creations that an earlier run was killed in. */
  pending = false;

  /**
   * @param board where it is shown; none for a plan
   * @param isDone whether nothing is left to do with a seat
   */
  constructor(
    private readonly board?: Board,
    private readonly isDone: (seat: string, record: SeatRecord) => boolean = () => false,
  ) {}

  take(event: EngineEvent): void {
    const { resourcePreEvent: before, resOutputsEvent: after, diagnosticEvent } = event;
    if (before && !isLook(before.metadata)) this.began(before.metadata);
    if (after && !isLook(after.metadata)) this.ended(after.metadata);
    if (diagnosticEvent) this.heard(diagnosticEvent);
  }

  private of(seat: string): SeatRecord {
    const record = this.seats.get(seat) ?? { finished: new Map(), failures: [], changes: new Set<string>() };
    this.seats.set(seat, record);
    return record;
  }

  private began(step: Step): void {
    const { urn, op } = step;
    const named = fromUrn(urn);
    if (!named || op === "same") return;
    const { changes } = this.of(named.seat);
    for (const input of causesOf(step)) changes?.add(input);
    this.board?.set(named.seat, "working", hasEnded(op) ? "deleting" : words[named.kind]);
  }

  private ended({ urn, op }: { readonly urn: string; readonly op: OpType }): void {
    const named = fromUrn(urn);
    if (!named) return;
    const record = this.of(named.seat);
    record.finished.set(named.kind, op);
    if (this.isDone(named.seat, record)) this.board?.set(named.seat, "done", "done");
  }

  private heard(diagnostic: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    const { urn, severity, ephemeral } = diagnostic;
    const message = withoutUrlSecrets(diagnostic.message.trim());
    const named = urn === undefined ? undefined : fromUrn(urn);
    if (named && ephemeral) {
      // What was said of a step may be heard after its end.
      const state = this.board?.stateOf(named.seat);
      if (state !== "failed" && state !== "done") this.board?.set(named.seat, "working", message);
    } else if (severity === "error" && message.includes(`: ${stoppedWords}`)) {
      if (named) this.stopped(named.seat, message);
    } else if (named && severity === "error") {
      const text = message.replace(`seat ${named.seat}: `, "");
      this.of(named.seat).failures.push(text);
      this.board?.set(named.seat, "failed", text);
    } else if (severity === "error") {
      this.errors.push(withoutStack(message));
    } else if (severity === "warning") {
      // What was begun is found by its owner's marker: there is nothing to confirm (pending.ts).
      if (/with \d+ pending operations/.test(message)) this.pending = true;
      else this.warnings.push(message);
    }
  }

  private stopped(seat: string, message: string): void {
    const text = message.replace(`seat ${seat}: `, "");
    this.of(seat).stopped = text;
    this.board?.set(seat, "waiting", text);
  }
}

function withoutStack(message: string): string {
  return message.replace(/\n\s+at [\s\S]*$/, "").replace(/^Error: /, "");
}
