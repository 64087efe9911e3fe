/** @module `virtroom start`: starts the seats of a room. */

import type { Command } from "commander";
import { powerOn } from "../../dynamic-providers/power";
import { tellResult } from "../outcome/result";
import { definedRoom } from "../room/room";
import { roomCommand } from "../room-command";
import { addWaveOption, chooseSeats, seatsArgument, type WaveOptions, workOnSeats } from "../seat-work";

export function startCommand(): Command {
  return roomCommand<WaveOptions>({
    name: "start",
    summary: "start the seats of a room",
    description: `Starts every seat that is down, and waits until it is up, in waves: no more of them start at once than
the settings' rollout.wave says. Pulumi's state stays as it is.`,
    parallel: "seats worked on at once (default: all)",
    argument: seatsArgument,
    options: addWaveOption,
    examples: [
      ["virtroom start room01", "the whole room"],
      ["virtroom start room01 teacher --wave 5", "one group, five at once"],
    ],
    work: async (room, options, words) => {
      const seats = chooseSeats(definedRoom(room).seats, words);
      const results = await workOnSeats(room, seats, options, async (vm, context) => {
        if (vm.status === "up") return "was up";
        await context.conversation.waves.start.enter(() => powerOn(vm.id, context), context.show);
        return "started";
      });
      return tellResult({ room: room.name, command: "start", seats: results }, options.json);
    },
  });
}
