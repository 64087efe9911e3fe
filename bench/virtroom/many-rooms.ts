/** @module Many rooms at once on one machine, all against one state backend: Pulumi's own for PostgreSQL, with a real server. */

import { RoomProject } from "../../scripts/demo/room-project";
import { startPostgres } from "../../test/support/postgres";
import type { EngineProcess } from "../engine/engine-process";
import { runTogether } from "../measure/tool";
import { type Measurement, measurementOf } from "../measurement";
import { roomSecrets, roomSettings } from "../room";
import { checkRoom, lastState, type Operation, toolOf } from "./room-life";

export interface ManyRooms {
  readonly rooms: number;
  /** Of each room. */
  readonly seats: number;
}

/** @throws Error when an operation fails, or leaves other rooms behind than it should */
export async function* manyRooms(
  engine: EngineProcess,
  { rooms, seats }: ManyRooms,
  chainSeconds: number,
): AsyncGenerator<Measurement> {
  const postgres = await startPostgres();
  const projects: RoomProject[] = [];
  try {
    const settings = roomSettings(engine.facts, seats);
    const secrets = roomSecrets(engine.facts);
    for (let number = 1; number <= rooms; number++) {
      projects.push(await RoomProject.create(`room${number}`, settings, secrets, postgres.url));
    }
    const tool = `${lastState.name}, ${rooms} rooms at once, state in PostgreSQL`;
    for (const operation of ["rollout", "no-op up", "destroy"] satisfies Operation[]) {
      const run = await runTogether(
        projects.map(project => toolOf(project, operation, lastState)),
        engine,
      );
      checkRoom(operation, rooms * seats, run);
      yield measurementOf({ tool, operation, seats: rooms * seats, chainSeconds }, run);
    }
  } finally {
    for (const project of projects) await project.remove();
    postgres.stop();
  }
}
