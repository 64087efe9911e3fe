/** @module What is left for people when a seat runs out of time: a picture of its console, and the likely causes. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "../../ovirt/errors";
import type { Context } from "../conversation/context";
import { projectPath } from "../project/project-file";

/** In the folder of the project, out of Git, wherever the log is: a report finds the pictures by these relative names. */
const folder = "logs";

/**
 * The error of a seat that ran out of time, with the picture's file named and what is likely to be wrong.
 *
 * @param error anything; other errors come back as they are
 */
export async function withEvidence(error: unknown, vmId: string, context: Context): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== "timed_out") return error;
  const picture = await takePicture(vmId, context);
  const cause = likelyCause(error.message);
  return new EngineError({
    code: error.code,
    operation: error.operation,
    message: `${error.words}${picture ? `; its console is in ${picture}` : ""}`,
    remedy: cause ? `${cause}. ${error.remedy}` : error.remedy,
    cause: error,
  });
}

/** @returns the file, relative to the project; undefined when the engine gives no picture */
async function takePicture(
  vmId: string,
  { conversation, owner, seat }: Context,
): Promise<string | undefined> {
  try {
    const { contentType, bytes } = await conversation.engine.vms.screenshot(vmId, seat);
    const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
    const file = join(folder, `${owner.stack}-${seat}-${time}.${extensionOf(contentType, bytes)}`);
    await mkdir(projectPath(folder), { recursive: true, mode: 0o700 });
    // A console may show anything: it is for the owner's eyes.
    await writeFile(projectPath(file), bytes, { mode: 0o600 });
    return file;
  } catch {
    // A picture that cannot be had must not hide why it was wanted.
    return undefined;
  }
}

function extensionOf(contentType: string, bytes: Buffer): string {
  if (contentType.includes("png") || bytes.subarray(1, 4).toString("latin1") === "PNG") return "png";
  return bytes.subarray(0, 1).toString("latin1") === "P" ? "ppm" : "img";
}

/** By what was last seen of the VM (see `lastSeen` of the waiter). */
function likelyCause(message: string): string | undefined {
  if (/last seen: status (wait_for_launch|powering_up)/.test(message)) {
    return "Likely: the guest does not boot; look at the template's disk and BIOS type";
  }
  if (/is rebooting/.test(message) && /status (up|reboot_in_progress)/.test(message)) {
    return "Likely: Setup ran, and the last command does not power off, or Setup restarts again and again";
  }
  if (/status up/.test(message)) {
    return "Likely: Setup has found no answer file, or shows an error, or the last command does not power off";
  }
  if (/status (unknown|not_responding)/.test(message)) return "Likely: its host is lost or overloaded";
  return undefined;
}
