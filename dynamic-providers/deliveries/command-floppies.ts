/**
 * @module Floppies by the site's own commands. A Command of Pulumi's uploads them before Sysprep begins; whatever then
 * becomes of the setup, the clean-up is run from here, since Pulumi runs nothing that comes after a resource that failed.
 */

import { floppyName, floppyOnHosts } from "../../delivery/floppy";
import { commandsFor, recordOf } from "../../delivery/floppy-commands";
import { type Ended, runSiteCommand } from "../../delivery/site-command";
import { stopped } from "../../ovirt/stop";
import type { FloppyCommands } from "../../room/settings/settings";
import { formatDuration } from "../../room/text/duration";
import type { Context } from "../conversation/context";
import { projectPath } from "../project/project-file";
import { ProviderError } from "../provider-error";
import type { OwnedVm } from "../steps/owned-vm";
import type { Carrier } from "./floppies";
import { mayHaveFloppy } from "./floppy-traces";
import { floppyOwner, forgetUpload, imageFile, isUploaded } from "./image-file";

export class CommandFloppies implements Carrier {
  constructor(private readonly commands: FloppyCommands) {}

  async place(_answerFile: string, { owner, seat }: Context): Promise<string> {
    if (isUploaded(owner)) return floppyOnHosts(this.commands.folderOnHosts, floppyOwner(owner));
    throw new ProviderError(
      seat,
      "delivering the answer file",
      "the floppy of an earlier run has been taken off the share again",
      "Roll the room out again while the VM is down: that uploads another",
    );
  }

  async takeAway(owned: OwnedVm | undefined, context: Context): Promise<boolean> {
    const { owner, seat, conversation } = context;
    const certain = isUploaded(owner);
    // Without a record here, a run on another machine may have uploaded it.
    if (!certain && !(owned && mayHaveFloppy(owned, owner))) return true;
    const command = commandsFor(this.commands, imageFile(owner)).cleanup;
    const ended = await runSiteCommand(command, {
      folder: projectPath("."),
      limit: conversation.connection.limits.outage,
      stop: conversation.stop,
    });
    conversation.log.write("delivery", "debug", "floppyCommands.cleanup has run", {
      seat,
      command,
      ...ended,
    });
    if (ended.end === 0) forgetUpload(owner);
    else if (ended.end === "stop") throw stopped(takingOff, notRun(context, ended));
    else if (certain) throw stillThere(context, ended);
    else context.warn(`${notRun(context, ended)}. If it is on the share, remove it there`);
    return ended.end === 0;
  }

  async close(): Promise<void> {}
}

/** What is done, in the "-ing" form. */
const takingOff = "taking the floppy off the share";

/** Never with the command itself, whose words may hold more than is to be told. */
function notRun({ owner, conversation }: Context, { end, said }: Ended): string {
  const words = said === "" ? "" : ` and said: ${said}`;
  const command = `floppyCommands.cleanup for ${floppyName(floppyOwner(owner))}`;
  const limit = formatDuration(conversation.connection.limits.outage);
  if (end === "limit") return `${command} was not done after ${limit} (limits.outage)${words}`;
  return `${command} ${end === "stop" ? "was not done yet" : `ended with exit code ${end}`}${words}`;
}

function stillThere(context: Context, ended: Ended): ProviderError {
  const record = recordOf(imageFile(context.owner));
  const mend =
    ended.end === "limit"
      ? "see what the command waits for, or raise limits.outage, and run again"
      : "correct the command or the share and run again";
  return new ProviderError(
    context.seat,
    takingOff,
    notRun(context, ended),
    `It holds passwords: ${mend}, or remove it there and then ${record}`,
  );
}
