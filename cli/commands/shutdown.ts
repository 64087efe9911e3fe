/** @module `virtroom shutdown`: lets the guests of a room shut themselves down. */

import type { Command } from "commander";
import { shutDownVm } from "../../dynamic-providers/steps/shut-down-vm";
import { tellResult } from "../outcome/result";
import { definedRoom } from "../room/room";
import { roomCommand } from "../room-command";
import { addWaveOption, chooseSeats, seatsArgument, type WaveOptions, workOnSeats } from "../seat-work";

export function shutdownCommand(): Command {
  return roomCommand<WaveOptions>({
    name: "shutdown",
    summary: "shut the seats of a room down",
    description: `Asks every guest that runs to shut itself down, by its agent or the power button (ACPI), and waits until it
is down; one that is not within limits.stop of the settings is told, and left as it is. In waves, like start. Pulumi's
state stays as it is.`,
    parallel: "seats worked on at once (default: all)",
    argument: seatsArgument,
    options: addWaveOption,
    examples: [
      ["virtroom shutdown room01", "the whole room"],
      ["virtroom shutdown room01 room01-vd07", "one seat"],
    ],
    work: async (room, options, words) => {
      const seats = chooseSeats(definedRoom(room).seats, words);
      const results = await workOnSeats(room, seats, options, async (vm, context) => {
        if (vm.status === "down") return "was down";
        await context.conversation.waves.start.enter(() => shutDownVm(vm.id, context), context.show);
        return "shut down";
      });
      return tellResult({ room: room.name, command: "shutdown", seats: results }, options.json);
    },
  });
}
