/** @module `virtroom delete`: removes the VMs that a room owns. */

import type { Command } from "commander";
import pLimit from "p-limit";
import { forPeople } from "../../dynamic-providers/provider-error";
import { removeVm } from "../../dynamic-providers/steps/remove-vm";
import { isStopped } from "../../ovirt/stop";
import type { Vm } from "../../ovirt/vm";
import { describeFaults } from "../../room/fault/fault";
import { type Seat, seatsOf } from "../../room/seat";
import type { OwnVm, SeatVm } from "../../room/seat-vm";
import { parseConnection, parseSettings } from "../../room/settings/parse-settings";
import { confirm } from "../ask";
import { type SeatResult, tellResult } from "../outcome/result";
import { hasEnded } from "../outcome/run-record";
import { deletionOutcome } from "../outcome/seat-outcome";
import { Board } from "../progress/board";
import { createView } from "../progress/view";
import type { RunReport } from "../report/run-report";
import type { Room } from "../room/room";
import { RoomEngine } from "../room/room-engine";
import { ownVms, seatVms } from "../room/seat-vms";
import { roomCommand } from "../room-command";
import { stoppable } from "../seat-work";
import { RoomStack, type Run } from "../stack/room-stack";
import { tell, warn } from "../terminal";
import { exitCodes, UserError } from "../user-error";

export function deleteCommand(): Command {
  return roomCommand({
    name: "delete",
    summary: "delete the VMs of a room",
    description: `Deletes the VMs that the room owns, with all that is in them, like "pulumi destroy" on its stack: running
ones are powered off, and disks that somebody has attached to them go along. It asks first. VMs that do not carry the room's marker are left alone. The room's settings stay.`,
    parallel: "resources worked on at once (default: two for each seat)",
    examples: [
      ["virtroom delete room01", "ask, then delete"],
      ["virtroom delete room01 --yes && virtroom rollout room01", "make the whole room anew"],
    ],
    create: true,
    report: "delete",
    work: async (room, { yes, json, parallel }, _words, page) => {
      const engine = await RoomEngine.open(room);
      try {
        return await new Deletion(room, engine, parallel, page).run(yes, json);
      } finally {
        await engine.close();
      }
    },
  });
}

class Deletion {
  constructor(
    private readonly room: Room,
    private readonly engine: RoomEngine,
    private readonly parallelism: number | undefined,
    private readonly page: RunReport,
  ) {}

  /** @returns the exit code */
  async run(yes: boolean, json: boolean): Promise<number> {
    const { page } = this;
    const seats = this.seats();
    page.begin(seats);
    const [own, found] = await Promise.all([ownVms(this.engine), seatVms(this.engine, seats)]);
    if (own.length > 0) this.tellWhat(own);
    const question = `Delete ${own.length} VMs of room ${this.room.name} with all that is in them?`;
    if (own.length > 0 && !(await confirm(question, yes))) return exitCodes.failed;
    const names = own.map(({ vm }) => vm.name);
    page.begin(seats);
    const board = new Board(names, page.watch(createView(names, json)));
    const { destroyed, left } = await this.remove(board, names.length).finally(() => board.close());
    const results = outcomes(destroyed, left, names, seats, found);
    const interrupted = destroyed.interrupted || left.some(({ outcome }) => outcome === "interrupted");
    await page.end({ seats: results, interrupted, warnings: destroyed.record.warnings });
    return this.tell(results, interrupted, json);
  }

  private async remove(board: Board, count: number): Promise<{ destroyed: Run; left: SeatResult[] }> {
    const destroyed = await this.destroy(board, count);
    if (destroyed.interrupted) return { destroyed, left: [] };
    const ending = stoppable(this.engine, board);
    const left = await this.removeRest(destroyed, board).finally(() => ending.release());
    return { destroyed, left };
  }

  /** The seats of the settings, which may be wrong as long as the engine can be spoken to. */
  private seats(): Seat[] {
    const connection = parseConnection(this.room.raw);
    if (!connection.settings) {
      const faults = describeFaults(connection.faults);
      throw new UserError(
        `the settings of room ${this.room.name} in ${this.room.origin} are not right:\n${faults}`,
      );
    }
    const { settings, faults } = parseSettings(this.room.raw);
    if (settings) return seatsOf(this.room.name, settings);
    warn(`the room's settings are not right, so seats without a VM are not told:\n${describeFaults(faults)}`);
    return [];
  }

  private tellWhat(own: readonly OwnVm<Vm>[]): void {
    tell(`VMs of room ${this.room.name}: ${own.map(({ vm }) => `${vm.name} (${vm.status})`).join(", ")}`);
  }

  private async destroy(board: Board, count: number): Promise<Run> {
    const stack = await RoomStack.open(this.room);
    const parallel = this.parallelism ?? Math.max(16, 2 * count);
    const run = await stack.run("destroy", {
      parallel,
      board,
      isDone: (_seat, { finished }) => hasEnded(finished.get("Vm")),
    });
    const failures = [...run.record.seats.values()].flatMap(seat => seat.failures);
    if (!run.ok && !run.interrupted && failures.length === 0) {
      const text = run.record.errors.join("\n") || "Pulumi ended without a word";
      throw new UserError(`room ${this.room.name} cannot be deleted:\n${text}`, "", exitCodes.failed);
    }
    return run;
  }

  /** VMs that carry the room's marker and are not in its state: a killed run may have left them. */
  private async removeRest({ record }: Run, board: Board): Promise<SeatResult[]> {
    const rest = (await ownVms(this.engine)).filter(({ vm }) => !record.seats.get(vm.name)?.failures.length);
    const limit = pLimit(this.parallelism ?? Number.POSITIVE_INFINITY);
    return Promise.all(rest.map(owned => limit(() => this.removeOne(owned, board))));
  }

  private async removeOne(owned: OwnVm<Vm>, board: Board): Promise<SeatResult> {
    const { name } = owned.vm;
    try {
      await removeVm(
        owned,
        this.engine.contextOf(name, text => board.set(name, "working", text)),
      );
      board.set(name, "done", "deleted");
      return { seat: name, ok: true, outcome: "deleted" };
    } catch (error) {
      const detail = forPeople(`seat ${name}`, error).message.replace(`seat ${name}: `, "");
      const stopped = isStopped(error);
      board.set(name, stopped ? "waiting" : "failed", detail);
      return { seat: name, ok: false, outcome: stopped ? "interrupted" : "failed", detail };
    }
  }

  private tell(results: readonly SeatResult[], interrupted: boolean, json: boolean): number {
    const missing = results.filter(seat => seat.outcome === "was not there").map(({ seat }) => seat);
    if (missing.length > 0) warn(`there was no VM of ${missing.join(", ")}`);
    const exitCode = tellResult({ room: this.room.name, command: "delete", seats: results }, json);
    return interrupted ? exitCodes.interrupted : exitCode;
  }
}

/** How it ended for every seat of the settings, of the state and of the engine. */
function outcomes(
  { record, interrupted }: Run,
  left: readonly SeatResult[],
  own: readonly string[],
  seats: readonly Seat[],
  found: ReadonlyMap<string, SeatVm<Vm>>,
): SeatResult[] {
  const byName = new Map(left.map(seat => [seat.seat, seat]));
  const names = new Set([...seats.map(seat => seat.name), ...record.seats.keys(), ...own, ...byName.keys()]);
  return [...names].map(
    name =>
      byName.get(name) ??
      deletionOutcome(name, record.seats.get(name), interrupted) ??
      swept(name, own, interrupted) ??
      untouched(name, found.get(name)),
  );
}

/** A VM that the state did not know went with the room's Remains, unless the run was stopped before. */
function swept(seat: string, own: readonly string[], interrupted: boolean): SeatResult | undefined {
  if (!own.includes(seat)) return undefined;
  if (!interrupted) return { seat, ok: true, outcome: "deleted" };
  return { seat, ok: false, outcome: "not reached", detail: "Its VM is still there. Delete the room again" };
}

/** A seat that neither the state nor the engine has as the room's own. */
function untouched(seat: string, found: SeatVm<Vm> | undefined): SeatResult {
  if (found?.whose !== "foreign") return { seat, ok: true, outcome: "was not there" };
  return {
    seat,
    ok: true,
    outcome: "left alone",
    detail: "A VM of this name is somebody else's: it does not carry the room's marker",
  };
}
