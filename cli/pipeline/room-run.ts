/** @module One command of virtroom on one room, in a process of its own: its result, and what it told on the way. */

import { spawn } from "node:child_process";
import type { SeatReport } from "../report";

export interface RoomRun {
  readonly room: string;
  readonly exitCode: number;
  /** Empty when it came to no result. */
  readonly seats: readonly SeatReport[];
  /** What it told a person. */
  readonly told: string;
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
  const exitCode = await new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", code => done(code ?? 1));
  });
  return { room, exitCode, seats: seatsIn(output), told: told.trim() };
}

function seatsIn(output: string): readonly SeatReport[] {
  if (output.trim() === "") return [];
  const { seats }: { seats: readonly SeatReport[] } = JSON.parse(output);
  return seats;
}
