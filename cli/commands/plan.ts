/** @module `virtroom plan`: what a rollout would do to each seat. */

import type { Command } from "commander";
import { tellResult } from "../outcome/result";
import { definedRoom } from "../room/room";
import { type RoomOptions, roomCommand } from "../room-command";
import { exitCodes } from "../user-error";
import { Rollout } from "./rollout";

interface Options extends RoomOptions {
  readonly refresh?: true;
  readonly expectNoChanges?: true;
}

export function planCommand(): Command {
  return roomCommand<Options>({
    name: "plan",
    summary: "tell what a rollout would do to each seat",
    description: `Tells what a rollout would do to each seat, like "pulumi preview" on the room's stack. Nothing is done on the
engine. A room that was never rolled out gets its stack, empty.`,
    parallel: "resources looked at at once (default: two for each seat)",
    options: command =>
      command
        .option("--refresh", "ask the engine first what has become of the VMs")
        .option("--expect-no-changes", "fail when there is something to do"),
    examples: [
      ["virtroom plan room01", "what would be made, changed, made anew or deleted"],
      ["virtroom plan room01 --refresh --expect-no-changes", "whether somebody has changed the VMs by hand"],
    ],
    create: true,
    work: async (room, { json, parallel, refresh = false, expectNoChanges = false }) => {
      const rollout = await Rollout.open(room, definedRoom(room), parallel);
      const { seats } = await rollout.plan(refresh);
      const exitCode = tellResult({ room: room.name, command: "plan", seats }, json);
      const changes = seats.some(({ outcome }) => outcome !== "unchanged");
      return expectNoChanges && changes ? exitCodes.failed : exitCode;
    },
  });
}
