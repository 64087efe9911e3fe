/** @module `virtroom rollout`: makes a room as its settings say. */

import type { Command } from "commander";
import { snapshotDescriptionOf } from "../../answer-file/for-seat";
import { canariesOf } from "../../room/canary";
import type { SeatKind } from "../../room/resource-types";
import type { Seat } from "../../room/seat";
import { resourcesOf } from "../../room/seat-resources";
import type { RoomSettings } from "../../room/settings/settings";
import { confirm } from "../ask";
import { type Result, type SeatResult, tellResult } from "../outcome/result";
import type { SeatRecord } from "../outcome/run-record";
import { firstMissing, rolloutOutcome } from "../outcome/seat-outcome";
import { Board } from "../progress/board";
import { createQuietView } from "../progress/line-view";
import { createView } from "../progress/view";
import type { RunReport } from "../report/run-report";
import { type DefinedRoom, definedRoom, type Room } from "../room/room";
import { roomCommand } from "../room-command";
import { type FinishedMarkers, finishedMarkers, holdsLostVms, withLosses } from "../stack/adoption";
import { type ExportedState, exportState, protectedInState } from "../stack/exported-state";
import { keepProtected } from "../stack/protection";
import { type Plan, withResets } from "../stack/resets";
import { RoomStack, type Run } from "../stack/room-stack";
import { telling, tellNotes, warn } from "../terminal";
import { exitCodes, UserError } from "../user-error";

export function rolloutCommand(): Command {
  return roomCommand({
    name: "rollout",
    summary: "make a room as its settings say",
    description: `Makes a room as its settings say, like "pulumi up" on its stack: clones the VMs that are missing, sets
Windows up in them, takes their snapshots, starts them. What is there already stays as it is; a rollout that was
interrupted goes on. Before a seat is deleted, made anew or reset it asks. A seat that fails does not stop the others.`,
    parallel: "resources worked on at once (default: two for each seat)",
    examples: [
      ["virtroom rollout room01", "make what is missing"],
      [
        "virtroom rollout room01 --yes",
        "and make seats anew without asking, when their template has changed",
      ],
      ["virtroom rollout room01 --config ~/amoothei-vm-rollout.conf", "from an old configuration"],
    ],
    create: true,
    report: "rollout",
    work: async (room, { yes, json, parallel }, _words, page) => {
      const defined = definedRoom(room);
      page.begin(defined.seats);
      const rollout = await Rollout.open(room, defined, parallel);
      const plan =
        yes && !(await rollout.holdsProtected())
          ? undefined
          : await telling("comparing the settings with what is there", () => rollout.plan());
      if (plan && !yes && !(await rollout.agreed(plan))) return exitCodes.failed;
      return rollout.run(json, page);
    },
  });
}

/** A room, rolled out or only planned. */
export class Rollout {
  private readonly seats: readonly Seat[];
  private readonly names: readonly string[];
  private readonly parallel: number;
  private losses: Promise<boolean> | undefined;
  private exported: Promise<ExportedState> | undefined;
  private finished: ReturnType<FinishedMarkers> | undefined;
  /** What each seat is made of; nothing of one that the settings have no longer. */
  private readonly expected: ReadonlyMap<string, readonly SeatKind[]>;

  private constructor(
    private readonly room: Room,
    private readonly defined: DefinedRoom,
    private readonly stack: RoomStack,
    parallel: number | undefined,
  ) {
    this.seats = defined.seats;
    this.names = defined.seats.map(seat => seat.name);
    this.parallel = parallel ?? Math.max(16, 2 * this.names.length);
    this.expected = new Map(defined.seats.map(seat => [seat.name, resourcesOfSeat(seat, defined.settings)]));
  }

  /** Tells before anything is done what of the settings is read otherwise than somebody may expect. */
  static async open(room: Room, defined: DefinedRoom, parallel: number | undefined): Promise<Rollout> {
    tellNotes(room);
    const stack = await RoomStack.open(room);
    tellNotes(stack);
    return new Rollout(room, defined, stack, parallel);
  }

  /** What would become of each seat. @param refresh whether the engine is asked what has become of all VMs */
  async plan(refresh = false): Promise<Plan> {
    const board = new Board(this.names, createQuietView());
    const looks = refresh || (await this.lostVms());
    const run = await this.stack.run("preview", { parallel: this.parallel, board, refresh: looks });
    if (run.interrupted) throw this.stopped();
    keepProtected(this.outcomes(run, true), await this.state(), this.room);
    if (!run.ok) throw this.refusal(run);
    const { room, defined } = this;
    const finished = () => this.finishedMarkers();
    const seats = await withLosses(this.outcomes(run, true), room, defined, finished);
    return withResets(seats, run.record.seats, defined.settings.reset, finished);
  }

  /** Asks when something in seats would be lost; one whose setup has failed holds nothing yet. */
  async agreed({ seats, resets }: Plan): Promise<boolean> {
    const planned = (outcome: string) =>
      seats.filter(seat => seat.outcome === outcome).map(({ seat }) => seat);
    const remade = planned("made anew");
    const finished = remade.length > 0 ? await this.finishedMarkers() : new Map();
    const anew = remade.filter(seat => finished.has(seat));
    const question = questionOf({ anew, deleted: planned("deleted"), resets });
    return question === undefined || confirm(question, false);
  }

  /** @returns the exit code */
  async run(json: boolean, page: RunReport): Promise<number> {
    page.begin(this.seats);
    const board = new Board(this.names, page.watch(createView(this.names, json, this.waits())));
    const isDone = (seat: string, record: SeatRecord) =>
      this.expected.has(seat) && firstMissing(record, this.expectedOf(seat)) === undefined;
    const refresh = await this.lostVms();
    const run = await this.stack
      .run("up", { parallel: this.parallel, board, isDone, refresh, onEvent: event => page.take(event) })
      .finally(() => board.close());
    for (const warning of run.record.warnings) warn(warning);
    const seats = this.outcomes(run);
    const { interrupted, record } = run;
    await page.end({ seats, interrupted, errors: causesOf(record), warnings: record.warnings });
    if (!run.ok && !run.interrupted && seats.every(seat => seat.ok || seat.outcome === "not reached")) {
      throw this.refusal(run);
    }
    const result: Result = { room: this.room.name, command: "rollout", seats };
    const exitCode = tellResult(result, json);
    if (run.interrupted) return exitCodes.interrupted;
    return run.ok ? exitCode : exitCodes.failed;
  }

  /** The engine is asked once: between plan and question nothing is done. */
  private finishedMarkers(): ReturnType<FinishedMarkers> {
    this.finished ??= finishedMarkers(this.room);
    return this.finished;
  }

  /** Then Pulumi has to look as well: it would take what is lost for what it was, and make nothing in its place. */
  private lostVms(): Promise<boolean> {
    this.losses ??= holdsLostVms(this.room, this.names, this.state());
    return this.losses;
  }

  /** Whether somebody has protected seats: then a plan has to say first that none of them would be lost. */
  async holdsProtected(): Promise<boolean> {
    return protectedInState(await this.state()).size > 0;
  }

  /** As it was before the run. */
  private state(): Promise<ExportedState> {
    this.exported ??= exportState(this.room);
    return this.exported;
  }

  /** The others begin when the canary is finished. */
  private waits(): ReadonlyMap<string, string> {
    const first = canariesOf(this.seats, this.defined.settings.rollout.canary).map(seat => seat.name);
    if (first.length === 0) return new Map();
    const text = `waiting for the canary, ${first.join(", ")}`;
    return new Map(this.names.filter(name => !first.includes(name)).map(name => [name, text]));
  }

  private outcomes({ record, interrupted }: Run, planned = false): SeatResult[] {
    const names = [...new Set([...this.names, ...record.seats.keys()])];
    return names.map(name =>
      rolloutOutcome(name, record.seats.get(name), {
        expected: this.expectedOf(name),
        interrupted,
        planned,
      }),
    );
  }

  private expectedOf(seat: string): readonly SeatKind[] {
    return this.expected.get(seat) ?? [];
  }

  private stopped(): UserError {
    return new UserError(
      `room ${this.room.name}: interrupted before it was known what there is to do`,
      "Nothing was changed. Run the same command again",
      exitCodes.interrupted,
    );
  }

  /** What is wrong is wrong with the room, not with a seat; some VMs may have been made before it showed. */
  private refusal({ record }: Run): UserError {
    const text = causesOf(record).join("\n") || "Pulumi ended without a word";
    return new UserError(`room ${this.room.name} cannot be rolled out:\n${text}`, "", exitCodes.failed);
  }
}

/** @returns undefined when nothing is lost */
function questionOf(lost: Record<"anew" | "deleted" | "resets", readonly string[]>): string | undefined {
  const { anew, deleted, resets } = lost;
  const gone = [
    ...(anew.length > 0 ? [`make ${anew.length} anew (${anew.join(", ")})`] : []),
    ...(deleted.length > 0 ? [`delete ${deleted.length} (${deleted.join(", ")})`] : []),
  ];
  const back = `reset ${resets.length} (${resets.join(", ")}), with all that was done in them since their rollout`;
  const parts = [
    ...(gone.length > 0 ? [`${gone.join(" and ")}, with all that is in them`] : []),
    ...(resets.length > 0 ? [back] : []),
  ];
  return parts.length === 0 ? undefined : `This will ${parts.join(", and ")}. Go on?`;
}

/** Without Pulumi's summing up, and without what is told of the seats that it stopped at. */
function causesOf({ errors }: Run["record"]): string[] {
  return errors.filter(error => !/^(update|preview) (failed|canceled)$|failed to register$/.test(error));
}

function resourcesOfSeat(seat: Seat, settings: RoomSettings): SeatKind[] {
  const snapshotDescription = snapshotDescriptionOf(seat, settings);
  return resourcesOf({ settings: seat.settings, snapshotDescription, reset: settings.reset });
}
