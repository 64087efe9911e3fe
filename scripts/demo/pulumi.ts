/** @module Pulumi in the foreground: its live tree on this terminal, ^C included. */

import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { RoomProject } from "./room-project";

/**
 * Runs one operation on a room.
 *
 * ^C at a terminal reaches Pulumi by itself, which ends in its own time; a signal to this process is passed on.
 * @returns its exit code, or 128 and the signal's number
 */
export function runPulumi(project: RoomProject, operation: "up" | "destroy"): Promise<number> {
  const child = spawn("pulumi", [operation, "--yes", "--skip-preview", "--parallel", "40"], {
    cwd: project.folder,
    env: { ...process.env, ...project.environment() },
    stdio: "inherit",
  });
  const wait = () => {};
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", wait).on("SIGTERM", passOn).on("SIGHUP", passOn);
  return new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  }).finally(() => process.off("SIGINT", wait).off("SIGTERM", passOn).off("SIGHUP", passOn));
}
