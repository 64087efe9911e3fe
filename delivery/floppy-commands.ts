/** @module Delivery by floppy with the site's own commands. They hold paths and no secret, since Pulumi keeps them. */

import { basename } from "node:path";
import { fillCommand } from "./fill-command";

/** Commands as the settings have them. */
export interface FloppyCommands {
  /** With `{0}` for the local file, and `{1}` for its name on the share. */
  readonly upload: string;
  /** With `{0}` for the name on the share. */
  readonly cleanup: string;
}

/** The commands of one seat, as the shell gets them. */
export interface SeatCommands {
  readonly upload: string;
  readonly cleanup: string;
}

/**
 * @param image path of the local file, which has the name that the image gets on the share
 * @throws CommandError when the path does not fit into a command
 */
export function commandsFor({ upload, cleanup }: FloppyCommands, image: string): SeatCommands {
  const name = basename(image);
  return { upload: fillCommand(upload, [image, name]), cleanup: fillCommand(cleanup, [name]) };
}

/**
 * An empty file beside the image: from when it is on the share until it is off the share again. By it a later run knows
 * that there is something to take away. `scripts/floppy.sh` makes it.
 */
export function recordOf(image: string): string {
  return `${image}.uploaded`;
}
