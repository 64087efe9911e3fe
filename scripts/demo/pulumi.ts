/** @module Pulumi in the foreground: its live tree on this terminal, ^C included. */

import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { RoomProject } from "./room-project";

/**
 * Runs one operation on a room.
 *
 * @param stop ^C at a terminal reaches Pulumi by itself, which ends in its own time; other signals are passed on
 * @returns its exit code, or 128 and the signal's number
 */
export async function runPulumi(
  project: RoomProject,
  operation: "up" | "destroy",
  stop: AbortSignal,
): Promise<number> {
  const child = spawn("pulumi", [operation, "--yes", "--skip-preview", "--parallel", "40"], {
    cwd: project.folder,
    env: { ...process.env, ...project.environment() },
    stdio: "inherit",
  });
  const passOn = () => stop.reason === "SIGINT" || child.kill(stop.reason);
  stop.addEventListener("abort", passOn);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
    });
  } finally {
    stop.removeEventListener("abort", passOn);
  }
}
