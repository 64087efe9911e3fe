/** @module A simulated engine and a room's project for it, for as long as they are used; whatever ends that, they are gone. */

import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { RoomProject } from "./room-project";
import { demoSecrets, demoSettings } from "./room-settings";

export const room = "demo";

/** What those who use the room get. */
export interface DemoRoom {
  readonly simulator: Simulator;
  readonly project: RoomProject;
  /** Aborted by ^C and by signals to end; its reason is the signal's name. */
  readonly stop: AbortSignal;
}

/**
 * @param use gives the exit code
 * @returns that code, or 130 when the process was told to stop before the room was there
 */
export async function withDemoRoom(
  options: SimulatorOptions,
  use: (demo: DemoRoom) => Promise<number>,
): Promise<number> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stopping.abort(signal));
  const stop = stopping.signal;
  const simulator = await startSimulator(options);
  try {
    const project = await RoomProject.create(room, demoSettings(simulator), demoSecrets(simulator));
    try {
      return stop.aborted ? 130 : await use({ simulator, project, stop });
    } finally {
      await project.remove();
    }
  } catch (error) {
    if (stop.aborted) return 130;
    throw error;
  } finally {
    await simulator.stop();
  }
}

/** Ends the process with the code that `main` gives, or with the words of its error. */
export function endWith(main: Promise<number>): void {
  main.then(
    code => process.exit(code),
    error => {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      process.exit(1);
    },
  );
}
