/** @module One call of the `pulumi` command: its output, or what is wrong in words for people. */

import { spawn } from "node:child_process";
import { formatDuration } from "../../room/text/duration";
import { exitCodes, UserError } from "../user-error";
import { explainPulumi } from "./error";
import { providePulumi } from "./tools";

export interface Call {
  /** Folder to run in. */
  readonly folder: string;
  /** The room that it is about, for errors. */
  readonly room: string;
  /** Text for its standard input: where secrets go, which no argument may hold. */
  readonly input?: string;
  /** Milliseconds after which it is given up; a rollout may take hours, a look only as long as a network does. */
  readonly limit?: number;
}

/** @returns its standard output @throws UserError */
export async function callPulumi(
  args: readonly string[],
  { folder, room, input, limit }: Call,
): Promise<string> {
  await providePulumi();
  const child = spawn("pulumi", [...args, "--non-interactive", "--color=never"], { cwd: folder });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", text => (output += text));
  child.stderr.setEncoding("utf8").on("data", text => (errors += text));
  // A command that fails at once reads none of it.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  let timer: NodeJS.Timeout | undefined;
  const exitCode = await new Promise<number>((done, failed) => {
    child.once("error", error => failed(explainPulumi(error.message, room)));
    child.once("close", code => done(code ?? 1));
    if (limit === undefined) return;
    timer = setTimeout(() => {
      child.kill("SIGKILL");
      // What it has started may live on, and hold them open.
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      failed(late(args, limit));
    }, limit);
  }).finally(() => clearTimeout(timer));
  if (exitCode !== 0) throw explainPulumi(errors || output, room);
  return output;
}

function late(args: readonly string[], limit: number): UserError {
  return new UserError(
    `pulumi ${args[0]} was not done after ${formatDuration(limit)}`,
    `Type it, and see what it waits for: pulumi ${args.join(" ")}`,
    exitCodes.failed,
  );
}
