/** @module What Pulumi tells of a run, gathered seat by seat. */

import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { fromUrn, type SeatKind } from "../room/resource-types";
import type { Board } from "./board";

/** What became of one seat's resources. */
export interface SeatRecord {
  /** The last operation on each that is finished. */
  readonly finished: Map<SeatKind, OpType>;
  /** What failed, in the words of its provider. */
  readonly failures: string[];
}

/** Operations of Pulumi that end a resource, or prepare it to be made again. */
const taken: ReadonlySet<OpType> = new Set<OpType>([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
]);

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

export class RunRecord {
  readonly seats = new Map<string, SeatRecord>();
  /** Errors that are not about one seat. */
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** Whether Pulumi has been told to stop. */
  cancelled = false;

  /**
   * @param board where it is shown; none for a plan
   * @param isDone whether nothing is left to do with a seat
   */
  constructor(
    private readonly board?: Board,
    private readonly isDone: (seat: string, record: SeatRecord) => boolean = () => false,
  ) {}

  take(event: EngineEvent): void {
    if (event.resourcePreEvent) this.began(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent) this.ended(event.resOutputsEvent.metadata);
    if (event.diagnosticEvent) this.heard(event.diagnosticEvent);
    if (event.stdoutEvent?.message.includes("^C received")) this.cancelled = true;
  }

  private of(seat: string): SeatRecord {
    const record = this.seats.get(seat) ?? { finished: new Map(), failures: [] };
    this.seats.set(seat, record);
    return record;
  }

  private began({ urn, op }: { readonly urn: string; readonly op: OpType }): void {
    const named = fromUrn(urn);
    if (!named || op === "same") return;
    this.of(named.seat);
    this.board?.set(named.seat, "working", taken.has(op) ? "deleting" : words[named.kind]);
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
    const message = diagnostic.message.trim();
    const named = urn === undefined ? undefined : fromUrn(urn);
    if (named && ephemeral) {
      // What was said of a step may be heard after its end.
      const state = this.board?.stateOf(named.seat);
      if (state !== "failed" && state !== "done") this.board?.set(named.seat, "working", message);
    } else if (named && severity === "error") {
      const text = message.replace(`seat ${named.seat}: `, "");
      this.of(named.seat).failures.push(text);
      this.board?.set(named.seat, "failed", text);
    } else if (severity === "error") {
      this.errors.push(withoutStack(message));
    } else if (severity === "warning") {
      this.warnings.push(message);
    }
  }
}

function withoutStack(message: string): string {
  return message.replace(/\n\s+at [\s\S]*$/, "").replace(/^Error: /, "");
}
