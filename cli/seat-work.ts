/** @module Work on the seats of a room by the engine itself, all at once, each with an outcome of its own. */

import type { Command } from "commander";
import pLimit from "p-limit";
import type { Context } from "../dynamic-providers/conversation/context";
import { forPeople } from "../dynamic-providers/provider-error";
import { markAgain } from "../dynamic-providers/steps/owned-vm";
import { endingSoon, isStopped } from "../ovirt/stop";
import type { Vm } from "../ovirt/vm";
import { ExplainedError } from "../room/fault/explained-error";
import type { Owner } from "../room/marker";
import type { Seat } from "../room/seat";
import type { SeatVm } from "../room/seat-vm";
import { type Interruptible, interruptedText, interruptible } from "./interrupt";
import type { SeatResult } from "./outcome/result";
import { Board } from "./progress/board";
import { createView } from "./progress/view";
import type { RunReport } from "./report/run-report";
import type { Room } from "./room/room";
import { RoomEngine } from "./room/room-engine";
import { seatVms } from "./room/seat-vms";
import { type RoomOptions, wholeNumber } from "./room-command";
import { exitCodes, UserError } from "./user-error";

/** How the work ended for a seat: in a word or two, and what else there is to know. */
export type SeatEnd = Pick<SeatResult, "outcome" | "detail">;

/** What is done with one seat whose VM is there, set up, and the room's own. @returns how it ended, when it is well */
export type SeatVerb = (vm: Vm, context: Context) => Promise<SeatEnd | string>;

export interface WaveOptions extends RoomOptions {
  /** Seats that start, or stop, at once; in place of the settings'. */
  readonly wave?: number;
}

export function addWaveOption(command: Command): void {
  command.option(
    "--wave <n>",
    "seats that start or stop at once (default: rollout.wave of the settings)",
    wholeNumber,
  );
}

export const seatsArgument = ["[seats...]", "names of seats or groups (default: all)"] as const;

/** The seats that are meant. @throws UserError when a word is the name of none */
export function chooseSeats(seats: readonly Seat[], words: readonly string[]): readonly Seat[] {
  if (words.length === 0) return seats;
  const unknown = words.filter(word => !seats.some(seat => isMeant(seat, word)));
  if (unknown.length > 0) {
    const groups = [...new Set(seats.map(seat => seat.group))].join(", ");
    throw new UserError(
      `the room has no seat or group ${unknown.join(", ")}`,
      `Its groups are ${groups}; its seats ${seats[0]?.name} to ${seats.at(-1)?.name}`,
    );
  }
  return seats.filter(seat => words.some(word => isMeant(seat, word)));
}

function isMeant(seat: Seat, word: string): boolean {
  return seat.group === word || seat.name.toLowerCase() === word.toLowerCase();
}

/**
 * Does it with every seat, whatever becomes of the others.
 *
 * @param page the report that is left of it
 * @returns a result for each, in the order given
 */
export async function workOnSeats(
  room: Room,
  seats: readonly Seat[],
  { json, parallel, wave }: WaveOptions,
  verb: SeatVerb,
  page?: RunReport,
): Promise<SeatResult[]> {
  page?.begin(seats);
  const engine = await RoomEngine.open(room, withWave(room, wave));
  const names = seats.map(seat => seat.name);
  const view = createView(names, json);
  const board = new Board(names, page?.watch(view) ?? view);
  const ending = stoppable(engine, board);
  const limit = pLimit(parallel ?? Number.POSITIVE_INFINITY);
  const work = async () => {
    const vms = await seatVms(engine, seats);
    return Promise.all(names.map(name => limit(() => workOnSeat(name, vms.get(name), engine, board, verb))));
  };
  try {
    const results = await work().finally(() => board.close());
    const interrupted = ending.interrupted();
    await page?.end({ seats: results, interrupted, requests: engine.conversation.requests });
    return results;
  } catch (error) {
    throw isStopped(error) ? new UserError(messageOf(error), "", exitCodes.interrupted) : error;
  } finally {
    ending.release();
    await engine.close();
  }
}

/** The first ^C ends what only waits; one more ends this process. */
export function stoppable(engine: RoomEngine, board: Board): Interruptible {
  return interruptible(() => {
    board.note(interruptedText);
    engine.stop();
  });
}

function withWave({ raw }: Room, wave: number | undefined): Room["raw"] {
  return wave === undefined ? raw : { ...raw, rollout: { ...(raw.rollout as object | undefined), wave } };
}

async function workOnSeat(
  seat: string,
  found: SeatVm<Vm> | undefined,
  engine: RoomEngine,
  board: Board,
  verb: SeatVerb,
): Promise<SeatResult> {
  let doing = `working on ${seat}`;
  const context = engine.contextOf(seat, text => {
    doing = text;
    board.set(seat, "working", text);
  });
  const { log, stop } = engine.conversation;
  try {
    const end = await endingSoon(
      stop,
      () => doing,
      async () => verb(finishedVm(found, context.owner), context),
    );
    const told = typeof end === "string" ? { outcome: end } : end;
    board.set(seat, "done", told.outcome);
    log.write("seats", "info", told.outcome, { seat });
    return { seat, ok: true, ...told };
  } catch (error) {
    const detail = forPeople(`seat ${seat}`, error).message.replace(`seat ${seat}: `, "");
    const stopped = isStopped(error);
    board.set(seat, stopped ? "waiting" : "failed", detail);
    log.write("seats", stopped ? "warn" : "error", detail, { seat });
    return { seat, ok: false, outcome: stopped ? "interrupted" : "failed", detail };
  }
}

/** @throws ExplainedError when the seat has no VM that is its own and set up */
function finishedVm(found: SeatVm<Vm> | undefined, owner: Owner): Vm {
  if (!found || found.whose === "nobody") {
    throw new ExplainedError("there is no VM of this name", "Roll the room out");
  }
  const { vm } = found;
  if (found.whose === "foreign") {
    const comment = JSON.stringify(vm.comment);
    throw new ExplainedError(
      `the VM of this name is somebody else's, and is not touched: its comment is ${comment}`,
      markAgain(owner),
    );
  }
  const { phase } = found.marker;
  if (phase === "ready") return vm;
  throw new ExplainedError(
    `the setup of Windows in it is not finished (${phase}), so it is not touched`,
    "Roll the room out again",
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
