/** @module `virtroom plan`: what a rollout would do to each seat. */

import type { Command } from "commander";
import { settingsWarnings } from "../../answer-file/settings-warnings";
import { loadTemplate } from "../../answer-file/template";
import { atOldKeys } from "../../room/settings/old-places";
import { tellResult } from "../outcome/result";
import { type DefinedRoom, definedRoom, type Room } from "../room/room";
import { type RoomOptions, roomCommand } from "../room-command";
import { warn } from "../terminal";
import { exitCodes } from "../user-error";
import { Rollout } from "./rollout";

interface Options extends RoomOptions {
  readonly refresh?: true;
  readonly expectNoChanges?: true;
}

/** Once the plan is made: by then it is known that the templates are right. */
function tellWarnings(room: Room, { seats, settings }: DefinedRoom): void {
  const files = new Set(seats.map(seat => seat.settings.answerFileTemplate));
  const templates = new Map([...files].map(file => [file, loadTemplate(room.templateText(file), file)]));
  for (const { path, message, remedy } of atOldKeys(
    settingsWarnings(seats, settings, templates),
    room.oldPlaces,
  ))
    warn(`${path} ${message}. ${remedy}`);
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
      const defined = definedRoom(room);
      const rollout = await Rollout.open(room, defined, parallel);
      const { seats } = await rollout.plan(refresh);
      tellWarnings(room, defined);
      const exitCode = tellResult({ room: room.name, command: "plan", seats }, json);
      const changes = seats.some(({ outcome }) => outcome !== "unchanged");
      return expectNoChanges && changes ? exitCodes.failed : exitCode;
    },
  });
}
