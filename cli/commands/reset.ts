/** @module `virtroom reset`: brings the seats of a room back to their snapshots. */

import type { Command } from "commander";
import { resetSeat } from "../../dynamic-providers/reset";
import { canAsk, confirm } from "../ask";
import { tellResult } from "../outcome/result";
import { definedRoom } from "../room/room";
import { roomCommand } from "../room-command";
import {
  addWaveOption,
  chooseSeats,
  type SeatEnd,
  type SeatVerb,
  seatsArgument,
  type WaveOptions,
  workOnSeats,
} from "../seat-work";
import { exitCodes } from "../user-error";

/** A nightly reset of a room with such seats is no failure. */
const stateless: SeatEnd = {
  outcome: "left alone",
  detail: "It is stateless: it forgets everything when it stops, and goes back by itself at its next start",
};

export function resetCommand(): Command {
  return roomCommand<WaveOptions>({
    name: "reset",
    summary: "bring the seats of a room back to their snapshots",
    description: `Brings every seat back to the one snapshot whose description its resetToSnapshotRegex finds, all seats at
once: powers it off, restores it, and starts it always, never, or when it ran (resetStartVm). A seat with no such snapshot,
or with several, is refused before it is touched; a stateless one is left alone, since it goes back by itself at its next
start. At a terminal it asks first. Pulumi's state stays as it is.`,
    parallel: "seats worked on at once (default: all)",
    argument: seatsArgument,
    options: addWaveOption,
    examples: [
      ["virtroom reset room01", "the whole room"],
      ["virtroom reset room01 students", "one group"],
      ["virtroom reset room01 room01-vd07 --yes", "one seat, without being asked"],
      ["0 3 * * * cd /srv/rooms && virtroom reset room01 --yes", "every night, by cron"],
    ],
    report: "reset",
    work: async (room, options, words, page) => {
      const seats = chooseSeats(definedRoom(room).seats, words);
      const what = seats.length === 1 ? `seat ${seats[0]?.name}` : `${seats.length} seats`;
      const question = `Reset ${what} of room ${room.name}? What was done since the rollout is lost.`;
      if (canAsk() && !(await confirm(question, options.yes))) return exitCodes.failed;
      // Each command is a reset of its own.
      const word = `command ${process.pid} ${new Date().toISOString()}`;
      const reset: SeatVerb = async (vm, context) => {
        if (vm.stateless) return stateless;
        return (await resetSeat({ vmId: vm.id, word }, context)) ? "reset, started" : "reset";
      };
      const results = await workOnSeats(room, seats, options, reset, page);
      return tellResult({ room: room.name, command: "reset", seats: results }, options.json);
    },
  });
}
