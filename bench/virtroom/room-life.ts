/** @module The life of a room by virtroom: rolled out, looked at again, refreshed, reset, removed; each measured. */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pulumiEnvironment } from "../../cli/stack/environment";
import { RoomProject } from "../../scripts/demo/room-project";
import type { EngineProcess } from "../engine/engine-process";
import { type Run, runTool, type Tool } from "../measure/tool";
import { type Measurement, measurementOf } from "../measurement";
import { roomSecrets, roomSettings } from "../room";

/** How Pulumi keeps its state while it works. */
export interface StateMode {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

/** As `virtroom` runs Pulumi: what is done is found again on the engine, so only the last state is written. */
export const lastState: StateMode = {
  name: "virtroom",
  env: pulumiEnvironment,
};

/** As Pulumi does by itself: the whole state is written before and after each step of each resource. */
export const eachState: StateMode = { name: "virtroom, state at each step", env: {} };

/** The processes that Pulumi consists of. */
export const pulumiRoles = {
  "language host": /pulumi-language-nodejs/,
  providers: /dynamic-provider/,
  program: /nodejs\/cmd\/run|@pulumi\/pulumi\/cmd\/run/,
};

export const operations = ["rollout", "no-op up", "refresh", "reset", "destroy"] as const;
export type Operation = (typeof operations)[number];

export interface LifeOptions {
  readonly engine: EngineProcess;
  readonly seats: number;
  readonly chainSeconds: number;
  readonly mode: StateMode;
  /** Those of them in between that are done: rollout and destroy always are. */
  readonly operations: readonly Operation[];
  readonly pollInterval?: string;
}

/** @throws Error when an operation fails, or leaves another room behind than it should */
export async function* roomLife(options: LifeOptions): AsyncGenerator<Measurement> {
  const { engine, seats, chainSeconds, mode } = options;
  const settings = roomSettings(engine.facts, seats, options.pollInterval);
  const secrets = roomSecrets(engine.facts);
  const project = await RoomProject.create("room", settings, secrets);
  try {
    for (const operation of operations.filter(
      name => name === "rollout" || name === "destroy" || options.operations.includes(name),
    )) {
      if (operation === "reset") await project.configure({ ...settings, reset: "once" }, secrets);
      const run = await runTool(toolOf(project, operation, mode), engine);
      checkRoom(operation, seats, run);
      const stateBytes = await stateSize(project);
      yield measurementOf({ tool: mode.name, operation, seats, chainSeconds, stateBytes }, run);
    }
  } finally {
    await project.remove();
  }
}

/** Pulumi, as it does this to a room. */
export function toolOf(project: RoomProject, operation: Operation, mode: StateMode): Tool {
  const word = operation === "refresh" || operation === "destroy" ? operation : "up";
  const options = ["--yes", "--skip-preview", "--non-interactive", "--color=never", "--parallel", "1000"];
  return {
    command: "pulumi",
    args: [word, ...options],
    folder: project.folder,
    env: { ...project.environment(), ...mode.env },
    roles: pulumiRoles,
    role: "cli",
  };
}

/** A figure counts only when what it stands for was done. */
export function checkRoom(operation: Operation, seats: number, run: Run): void {
  const wanted = operation === "destroy" ? 0 : seats;
  const { statuses } = run.engine;
  const up = statuses.filter(status => status === "up").length;
  if (up === wanted && statuses.length === wanted) return;
  throw new Error(
    `after ${operation} ${up} of ${statuses.length} VMs are up instead of ${wanted}:\n${run.output}`,
  );
}

/** Bytes of the state file, as Pulumi writes it. */
async function stateSize(project: RoomProject): Promise<number> {
  const folder = join(project.folder, "state", ".pulumi", "stacks", "virtroom");
  const file = (await readdir(folder)).find(name => name === `${project.room}.json`);
  return file ? (await stat(join(folder, file))).size : 0;
}
