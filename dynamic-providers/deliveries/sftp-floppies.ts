/** @module Floppies by SFTP: one connection for all seats, opened when it is first needed. */

import { placeFloppy, takeFloppyAway } from "../../delivery/floppy";
import { type FloppyShare, openSftp } from "../../delivery/sftp";
import { ShareError } from "../../delivery/share-error";
import type { SftpSettings } from "../../room/settings/settings";
import type { Context } from "../conversation/context";
import { projectPath } from "../project/project-file";
import { ProviderError } from "../provider-error";
import type { OwnedVm } from "../steps/owned-vm";
import type { Carrier } from "./floppies";
import { floppyOwner } from "./image-file";

export class SftpFloppies implements Carrier {
  private share: Promise<FloppyShare> | undefined;

  constructor(private readonly settings: SftpSettings) {}

  async place(answerFile: string, { owner, seat }: Context): Promise<string> {
    try {
      return await placeFloppy(
        await this.open(),
        this.settings.folderOnHosts,
        floppyOwner(owner),
        answerFile,
      );
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      throw new ProviderError(seat, "delivering the answer file", error.happened, error.remedy);
    }
  }

  async takeAway(_owned: OwnedVm | undefined, { owner }: Context): Promise<boolean> {
    await takeFloppyAway(await this.open(), floppyOwner(owner));
    return true;
  }

  async close(): Promise<void> {
    const share = await this.share?.catch(() => undefined);
    await share?.close();
  }

  private open(): Promise<FloppyShare> {
    if (!this.share) {
      const { keyFile, password, keyPassphrase, ...access } = this.settings;
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
