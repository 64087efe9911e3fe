/** @module The floppies of a room on the share that hosts mount: brought there by SFTP or by the site's own commands. */

import type { ConnectionSettings } from "../room/settings/settings";
import { CommandFloppies } from "./command-floppies";
import type { Context } from "./context";
import type { OwnedVm } from "./owned-vm";
import { ProviderError } from "./provider-error";
import { SftpFloppies } from "./sftp-floppies";

export interface Floppies {
  /**
   * Sees that the seat's floppy is on the share.
   *
   * @returns its path as the hosts see it
   */
  place(answerFile: string, context: Context): Promise<string>;
  /**
   * Takes the seat's floppy away; fine when there is none.
   *
   * @param owned the seat's VM as it was found, which tells whether there can be one; undefined when it is gone
   */
  takeAway(owned: OwnedVm | undefined, context: Context): Promise<void>;
  /** Ends connections, if there are any; without it the process stays for some seconds. */
  close(): Promise<void>;
}

export function floppiesOf({ sftp, floppyCommands }: ConnectionSettings): Floppies {
  if (floppyCommands) return new CommandFloppies(floppyCommands);
  return sftp ? new SftpFloppies(sftp) : nowhere;
}

const nowhere: Floppies = {
  place: async (_answerFile, { seat }) => {
    throw new ProviderError(
      seat,
      "delivering the answer file",
      "there are no sftp settings",
      "Set sftp or floppyCommands",
    );
  },
  takeAway: async () => {},
  close: async () => {},
};
