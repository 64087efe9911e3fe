/**
 * @module The upload of a seat's floppy by the site's own commands: the image in a local file, and a Command that carries
 * it. See docs/decisions/007-floppy-commands.md.
 */

import type { Command } from "@pulumi/command/local";
import { quoted } from "../delivery/fill-command";
import { commandsFor, type SeatCommands } from "../delivery/floppy-commands";
import type { FloppyInputs } from "../dynamic-providers/floppy";
import type { FloppyCommands } from "../room/settings/settings";
import * as pulumi from "./pulumi";
import { type Arguments, SeatResource } from "./resource";

/** The site's commands, and what Pulumi runs them by. */
export interface Uploads {
  readonly commands: FloppyCommands;
  readonly Command: typeof Command;
}

/**
 * Only rooms with such commands load `@pulumi/command`: it brings the whole SDK with it, and its plugin has to be there
 * or to be fetched as soon as a resource of it is registered.
 */
export async function uploadsBy(commands: FloppyCommands): Promise<Uploads> {
  const { Command } = await import("@pulumi/command/local/command.js");
  return { commands, Command };
}

/**
 * @param below options of what goes with the seat's VM
 * @returns what is done when the floppy is on the share
 */
export function uploadFloppy(
  seat: string,
  { commands, Command }: Uploads,
  inputs: Arguments<FloppyInputs>,
  below: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const floppy = new SeatResource<FloppyInputs>("Floppy", seat, inputs, below);
  const run = (action: "upload" | "remove") =>
    floppy.file.apply(file => `sh ./floppy.sh ${action} ${quoted(file)}`);
  const environment = pulumi
    .all([floppy.file, floppy.written, floppy.limit])
    .apply(([file, written, limit]) => environmentOf(commandsFor(commands, file), written, limit));
  return new Command(seat, { create: run("upload"), delete: run("remove"), environment }, below);
}

/** @param limit seconds; undefined where an earlier version has written the image: to name none would be a change */
function environmentOf({ upload, cleanup }: SeatCommands, written: string, limit: string | undefined) {
  return {
    VIRTROOM_UPLOAD: upload,
    VIRTROOM_CLEANUP: cleanup,
    // A changed environment makes it run again in place, without the delete that a replacement brings.
    VIRTROOM_WRITTEN: written,
    ...(limit === undefined ? {} : { VIRTROOM_LIMIT: limit }),
  };
}
