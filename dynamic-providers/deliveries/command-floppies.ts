/**
 * @module Floppies by the site's own commands. A Command of Pulumi's uploads them before Sysprep begins; whatever then
 * becomes of the setup, the clean-up is run from here, since Pulumi runs nothing that comes after a resource that failed.
 */

import { spawn } from "node:child_process";
import { floppyName, floppyOnHosts } from "../../delivery/floppy";
import { commandsFor, recordOf } from "../../delivery/floppy-commands";
import type { FloppyCommands } from "../../room/settings/settings";
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
    const { owner } = context;
    const certain = isUploaded(owner);
    // Without a record here, a run on another machine may have uploaded it.
    if (!certain && !(owned && mayHaveFloppy(owned, owner))) return true;
    const command = commandsFor(this.commands, imageFile(owner)).cleanup;
    const { exitCode, said } = await run(command);
    const { log } = context.conversation;
    log.write("delivery", "debug", "floppyCommands.cleanup has run", {
      seat: context.seat,
      command,
      exitCode,
      said,
    });
    if (exitCode === 0) forgetUpload(owner);
    else if (certain) throw stillThere(context, exitCode, said);
    else context.warn(`${notRun(context, exitCode, said)}. If it is on the share, remove it there`);
    return exitCode === 0;
  }

  async close(): Promise<void> {}
}

interface Ended {
  readonly exitCode: number;
  /** The last of what it said. */
  readonly said: string;
}

/** Characters of what a command says that are told. */
const mostTold = 1000;

/** Runs a command as Pulumi's Command does: by the shell, in the project's folder. */
function run(command: string): Promise<Ended> {
  const child = spawn("/bin/sh", ["-c", command], {
    cwd: projectPath("."),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-mostTold);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", exitCode => resolve({ exitCode: exitCode ?? -1, said: said.trim() }));
  });
}

function notRun({ owner }: Context, exitCode: number, said: string): string {
  const words = said === "" ? "" : ` and said: ${said}`;
  return `floppyCommands.cleanup for ${floppyName(floppyOwner(owner))} ended with exit code ${exitCode}${words}`;
}

function stillThere(context: Context, exitCode: number, said: string): ProviderError {
  const record = recordOf(imageFile(context.owner));
  return new ProviderError(
    context.seat,
    "taking the floppy off the share",
    notRun(context, exitCode, said),
    `It holds passwords: correct the command or the share and run again, or remove it there and then ${record}`,
  );
}
