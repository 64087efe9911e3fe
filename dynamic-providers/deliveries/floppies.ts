/** @module The floppies of a room on the share that hosts mount: brought there by SFTP or by the site's own commands. */

import { floppyOnHosts } from "../../delivery/floppy";
import type { Vm } from "../../ovirt/vm";
import type { ConnectionSettings } from "../../room/settings/settings";
import type { Context } from "../conversation/context";
import { ProviderError } from "../provider-error";
import type { OwnedVm } from "../steps/owned-vm";
import { CommandFloppies } from "./command-floppies";
import { mayHaveFloppy, namedFloppy } from "./floppy-traces";
import { floppyOwner, removeImage } from "./image-file";
import { SftpFloppies } from "./sftp-floppies";

/** A way to the share. */
export interface Carrier {
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
   * @returns whether none is left, as far as that can be known
   */
  takeAway(owned: OwnedVm | undefined, context: Context): Promise<boolean>;
  /** Ends connections, if there are any; without it the process stays for some seconds. */
  close(): Promise<void>;
}

export function floppiesOf({
  sftp,
  floppyCommands,
}: Pick<ConnectionSettings, "sftp" | "floppyCommands">): Floppies {
  if (floppyCommands) return new Floppies(new CommandFloppies(floppyCommands), floppyCommands.folderOnHosts);
  return sftp ? new Floppies(new SftpFloppies(sftp), sftp.folderOnHosts) : new Floppies(nowhere, undefined);
}

export class Floppies {
  /** Ids of the VMs that name a floppy where these settings do not reach: each is told once. */
  private readonly outOfReach = new Set<string>();

  constructor(
    private readonly carrier: Carrier,
    /** The share's folder as hosts see it; undefined where there is no share. */
    private readonly folderOnHosts: string | undefined,
  ) {}

  /** As `Carrier.place`. @param vm as it was found: it may name a floppy that another one takes the place of */
  async place(answerFile: string, vm: Vm, context: Context): Promise<string> {
    this.isOutOfReach(vm, context);
    return this.carrier.place(answerFile, context);
  }

  async takeAway(owned: OwnedVm | undefined, context: Context): Promise<boolean> {
    // Also where the settings have no commands any more, for which it was written.
    removeImage(context.owner);
    const gone = await this.carrier.takeAway(owned, context);
    return !(owned && this.isOutOfReach(owned.vm, context)) && gone;
  }

  close(): Promise<void> {
    return this.carrier.close();
  }

  /** Whether the settings have lost the share, or another folder of it is theirs, since a run has placed the VM's floppy. */
  private isOutOfReach(vm: Vm, { owner, warn }: Context): boolean {
    const path = namedFloppy(vm, owner);
    const { folderOnHosts } = this;
    if (path === undefined) return false;
    if (folderOnHosts !== undefined && path === floppyOnHosts(folderOnHosts, floppyOwner(owner)))
      return false;
    if (!this.outOfReach.has(vm.id)) {
      warn(
        `An earlier run has put the answer file of ${owner.seat}, which holds passwords, on the share as ${path}, where these settings do not reach. If it is still there, remove it`,
      );
    }
    this.outOfReach.add(vm.id);
    return true;
  }
}

const nowhere: Carrier = {
  place: async (_answerFile, { seat }) => {
    throw new ProviderError(
      seat,
      "delivering the answer file",
      "there are no sftp settings",
      "Set sftp or floppyCommands",
    );
  },
  takeAway: async (owned, { owner }) => !(owned && mayHaveFloppy(owned, owner)),
  close: async () => {},
};
