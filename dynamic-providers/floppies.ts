/** @module The floppies of a room on its share: one SFTP connection for all seats, opened when it is first needed. */

import { placeFloppy, takeFloppyAway } from "../delivery/floppy";
import { type FloppyShare, openSftp } from "../delivery/sftp";
import type { Owner } from "../room/marker";
import type { SftpSettings } from "../room/settings";
import { projectPath } from "./project-file";
import { ProviderError } from "./provider-error";

export class Floppies {
  private share: Promise<FloppyShare> | undefined;

  constructor(private readonly settings: SftpSettings | undefined) {}

  /** @returns the floppy's path as the hosts see it */
  async place(owner: Owner, answerFile: string): Promise<string> {
    if (!this.settings) {
      throw new ProviderError(
        owner.seat,
        "delivering the answer file",
        "there are no sftp settings",
        "Set sftp",
      );
    }
    const share = await this.open(this.settings);
    return placeFloppy(share, this.settings.folderOnHosts, vmOf(owner), answerFile);
  }

  /** Takes the seat's floppy away; fine when there is none. */
  async remove(owner: Owner): Promise<void> {
    if (this.settings) await takeFloppyAway(await this.open(this.settings), vmOf(owner));
  }

  /** Ends the connection, if there is one; without it the process stays for some seconds. */
  async close(): Promise<void> {
    const share = await this.share?.catch(() => undefined);
    await share?.close();
  }

  private open({ keyFile, password, keyPassphrase, ...access }: SftpSettings): Promise<FloppyShare> {
    if (!this.share) {
      const share = openSftp({
        ...access,
        ...(keyFile === undefined ? {} : { keyFile: projectPath(keyFile) }),
        ...(password === undefined ? {} : { password }),
        ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
      });
      this.share = share;
      share.catch(() => {
        this.share = undefined;
      });
    }
    return this.share;
  }
}

function vmOf({ project, stack, seat }: Owner) {
  return { project, stack, vmName: seat };
}
