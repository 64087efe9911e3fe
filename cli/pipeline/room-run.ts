/** @module One command of virtroom on one room, in a process of its own: its result, and what it told on the way. */

import { spawn } from "node:child_process";
import { interruptible } from "../interrupt";
import type { SeatResult } from "../outcome/result";

export interface RoomRun {
  readonly room: string;
  readonly exitCode: number;
  /** Empty when it came to no result. */
  readonly seats: readonly SeatResult[];
  /** What it told a person. */
  readonly told: string;
  /** Whether somebody has asked for the end, such as a CI system that cancels the job. */
  readonly interrupted?: boolean;
}

/** @param args the command with its room and options; `--json` is added */
export async function runOnRoom(room: string, args: readonly string[]): Promise<RoomRun> {
  const launcher = process.argv[1] ?? "";
  const child = spawn(process.execPath, [launcher, ...args, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    process.stderr.write(text);
  });
  const passOn = () => void child.kill("SIGINT");
  const ending = interruptible(passOn, passOn, passOn);
  const exitCode = await new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", code => done(code ?? 1));
  }).finally(() => ending.release());
  return { room, exitCode, seats: seatsIn(output), told: told.trim(), interrupted: ending.interrupted() };
}

function seatsIn(output: string): readonly SeatResult[] {
  if (output.trim() === "") return [];
  const { seats }: { seats: readonly SeatResult[] } = JSON.parse(output);
  return seats;
}
