/** @module `virtroom delete`: removes the VMs that a room owns. */

import type { Command } from "commander";
import pLimit from "p-limit";
import { forPeople } from "../../dynamic-providers/provider-error";
import { removeVm } from "../../dynamic-providers/remove-vm";
import { describeFaults } from "../../room/fault";
import { parseConnection, parseSettings } from "../../room/parse-settings";
import { type Seat, seatsOf } from "../../room/seat";
import { confirm } from "../ask";
import { Board } from "../board";
import { report, type SeatReport } from "../report";
import type { Room } from "../room";
import { roomCommand } from "../room-command";
import { RoomEngine } from "../room-engine";
import { RoomStack, type Run } from "../room-stack";
import { RunReport } from "../run-report";
import { deletionOutcome } from "../seat-outcome";
import { type OwnVm, ownVms, type SeatVm, seatVms } from "../seat-vms";
import { tell, warn } from "../terminal";
import { exitCodes, UserError } from "../user-error";
import { createView } from "../view";

export function deleteCommand(): Command {
  return roomCommand({
    name: "delete",
    summary: "delete the VMs of a room",
    description: `Deletes the VMs that the room owns, with all that is in them, like "pulumi destroy" on its stack: running
ones are powered off. It asks first. VMs that do not carry the room's marker are left alone. The room's settings stay.`,
    parallel: "resources worked on at once (default: two for each seat)",
    examples: [
      ["virtroom delete room01", "ask, then delete"],
      ["virtroom delete room01 --yes && virtroom rollout room01", "make the whole room anew"],
    ],
    create: true,
    work: async (room, { yes, json, parallel }) => {
      const engine = await RoomEngine.open(room);
      try {
        return await new Deletion(room, engine, parallel).run(yes, json);
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
  ) {}

  /** @returns the exit code */
  async run(yes: boolean, json: boolean): Promise<number> {
    const seats = this.seats();
    const [own, found] = await Promise.all([ownVms(this.engine), seatVms(this.engine, seats)]);
    if (own.length > 0) this.tellWhat(own);
    const question = `Delete ${own.length} VMs of room ${this.room.name} with all that is in them?`;
    if (own.length > 0 && !(await confirm(question, yes))) return exitCodes.failed;
    const names = own.map(({ vm }) => vm.name);
    const page = new RunReport(this.room, { kind: "delete", seats });
    const board = new Board(names, page.watch(createView(names, json)));
    const { destroyed, left } = await this.remove(board, names.length).finally(() => board.close());
    const reports = outcomes(destroyed, left, names, seats, found);
    const { interrupted, record } = destroyed;
    await page.end({ seats: reports, interrupted, warnings: record.warnings });
    return this.report(reports, interrupted, json);
  }

  private async remove(board: Board, count: number): Promise<{ destroyed: Run; left: SeatReport[] }> {
    const destroyed = await this.destroy(board, count);
    return { destroyed, left: destroyed.interrupted ? [] : await this.removeRest(destroyed, board) };
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

  private tellWhat(own: readonly OwnVm[]): void {
    tell(`VMs of room ${this.room.name}: ${own.map(({ vm }) => `${vm.name} (${vm.status})`).join(", ")}`);
  }

  private async destroy(board: Board, count: number): Promise<Run> {
    const stack = await RoomStack.open(this.room);
    const parallel = this.parallelism ?? Math.max(16, 2 * count);
    const run = await stack.run("destroy", {
      parallel,
      board,
      isDone: (_seat, { finished }) => finished.get("Vm") === "delete",
    });
    const failures = [...run.record.seats.values()].flatMap(seat => seat.failures);
    if (!run.ok && !run.interrupted && failures.length === 0) {
      const text = run.record.errors.join("\n") || "Pulumi ended without a word";
      throw new UserError(`room ${this.room.name} cannot be deleted:\n${text}`, "", exitCodes.failed);
    }
    return run;
  }

  /** VMs that carry the room's marker and are not in its state: a killed run may have left them. */
  private async removeRest({ record }: Run, board: Board): Promise<SeatReport[]> {
    const rest = (await ownVms(this.engine)).filter(({ vm }) => !record.seats.get(vm.name)?.failures.length);
    const limit = pLimit(this.parallelism ?? Number.POSITIVE_INFINITY);
    return Promise.all(rest.map(owned => limit(() => this.removeOne(owned, board))));
  }

  private async removeOne(owned: OwnVm, board: Board): Promise<SeatReport> {
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
      board.set(name, "failed", detail);
      return { seat: name, ok: false, outcome: "failed", detail };
    }
  }

  private report(reports: readonly SeatReport[], interrupted: boolean, json: boolean): number {
    const missing = reports.filter(seat => seat.outcome === "was not there").map(({ seat }) => seat);
    if (missing.length > 0) warn(`there was no VM of ${missing.join(", ")}`);
    const exitCode = report({ room: this.room.name, command: "delete", seats: reports }, json);
    return interrupted ? exitCodes.interrupted : exitCode;
  }
}

/** How it ended for every seat of the settings, of the state and of the engine. */
function outcomes(
  { record, interrupted }: Run,
  left: readonly SeatReport[],
  own: readonly string[],
  seats: readonly Seat[],
  found: ReadonlyMap<string, SeatVm>,
): SeatReport[] {
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
function swept(seat: string, own: readonly string[], interrupted: boolean): SeatReport | undefined {
  if (!own.includes(seat)) return undefined;
  if (!interrupted) return { seat, ok: true, outcome: "deleted" };
  return { seat, ok: false, outcome: "not reached", detail: "Its VM is still there. Delete the room again" };
}

/** A seat that neither the state nor the engine has as the room's own. */
function untouched(seat: string, found: SeatVm | undefined): SeatReport {
  if (found?.whose !== "foreign") return { seat, ok: true, outcome: "was not there" };
  return {
    seat,
    ok: true,
    outcome: "left alone",
    detail: "A VM of this name is somebody else's: it does not carry the room's marker",
  };
}
