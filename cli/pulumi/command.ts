/** @module One call of the `pulumi` command: its output, or what is wrong in words for people. */

import { spawn } from "node:child_process";
import { explainPulumi } from "./error";
import { providePulumi } from "./tools";

export interface Call {
  /** Folder to run in. */
  readonly folder: string;
  /** The room that it is about, for errors. */
  readonly room: string;
  /** Text for its standard input: where secrets go, which no argument may hold. */
  readonly input?: string;
}

/** @returns its standard output @throws UserError */
export async function callPulumi(args: readonly string[], { folder, room, input }: Call): Promise<string> {
  await providePulumi();
  const child = spawn("pulumi", [...args, "--non-interactive", "--color=never"], { cwd: folder });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", text => (output += text));
  child.stderr.setEncoding("utf8").on("data", text => (errors += text));
  // A command that fails at once reads none of it.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const exitCode = await new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", code => done(code ?? 1));
  }).catch((error: Error) => {
    throw explainPulumi(error.message, room);
  });
  if (exitCode !== 0) throw explainPulumi(errors || output, room);
  return output;
}
