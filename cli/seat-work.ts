/** @module Work on the seats of a room by the engine itself, all at once, each with an outcome of its own. */

import type { Command } from "commander";
import pLimit from "p-limit";
import type { Context } from "../dynamic-providers/provider";
import { forPeople } from "../dynamic-providers/provider-error";
import type { Vm } from "../ovirt/vm";
import type { Seat } from "../room/seat";
import { Board } from "./board";
import type { SeatReport } from "./report";
import type { Room } from "./room";
import { type RoomOptions, wholeNumber } from "./room-command";
import { RoomEngine } from "./room-engine";
import type { RunReport } from "./run-report";
import { type SeatVm, seatVms } from "./seat-vms";
import { UserError } from "./user-error";
import { createView } from "./view";

/** What is done with one seat whose VM is there, set up, and the room's own. @returns the outcome in a word or two */
export type SeatVerb = (vm: Vm, context: Context) => Promise<string>;

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
 * @returns a report for each, in the order given
 */
export async function workOnSeats(
  room: Room,
  seats: readonly Seat[],
  { json, parallel, wave }: WaveOptions,
  verb: SeatVerb,
  page?: RunReport,
): Promise<SeatReport[]> {
  const engine = await RoomEngine.open(room, withWave(room, wave));
  const names = seats.map(seat => seat.name);
  const view = createView(names, json);
  const board = new Board(names, page?.watch(view) ?? view);
  const limit = pLimit(parallel ?? Number.POSITIVE_INFINITY);
  const work = async () => {
    const vms = await seatVms(engine, seats);
    return Promise.all(names.map(name => limit(() => workOnSeat(name, vms.get(name), engine, board, verb))));
  };
  try {
    const reports = await work().finally(() => board.close());
    await page?.end({ seats: reports, interrupted: false, requests: engine.conversation.requests });
    return reports;
  } finally {
    await engine.close();
  }
}

function withWave({ raw }: Room, wave: number | undefined): Room["raw"] {
  return wave === undefined ? raw : { ...raw, rollout: { ...(raw.rollout as object | undefined), wave } };
}

async function workOnSeat(
  seat: string,
  found: SeatVm | undefined,
  engine: RoomEngine,
  board: Board,
  verb: SeatVerb,
): Promise<SeatReport> {
  const context = engine.contextOf(seat, text => board.set(seat, "working", text));
  const { log } = engine.conversation;
  try {
    const outcome = await verb(finishedVm(found), context);
    board.set(seat, "done", outcome);
    log.write("seats", "info", outcome, { seat });
    return { seat, ok: true, outcome };
  } catch (error) {
    const detail = forPeople(`seat ${seat}`, error).message.replace(`seat ${seat}: `, "");
    board.set(seat, "failed", detail);
    log.write("seats", "error", detail, { seat });
    return { seat, ok: false, outcome: "failed", detail };
  }
}

/** @throws Error when the seat has no VM that is its own and set up */
function finishedVm(found: SeatVm | undefined): Vm {
  if (!found || found.whose === "nobody") throw new Error("there is no VM of this name. Roll the room out");
  const { vm } = found;
  if (found.whose === "foreign") {
    const comment = JSON.stringify(vm.comment);
    throw new Error(
      `the VM of this name is somebody else's, and is not touched: its comment is ${comment}. Rename it in the engine, or choose other names`,
    );
  }
  const { phase } = found.marker;
  if (phase === "ready") return vm;
  throw new Error(
    `the setup of Windows in it is not finished (${phase}), so it is not touched. Roll the room out again`,
  );
}
