/**
 * @module The notes of a killed run in Pulumi's state: creations that were begun, of which Pulumi warns in every run until
 * somebody has looked what became of them. Here each creation finds by itself what is there already, so they say nothing.
 */

import { callPulumi } from "../pulumi/command";
import type { Room } from "../room/room";
import { exportState } from "./exported-state";

/** Takes the notes away; the state keeps the rest, encrypted as it is. When it cannot be done, the next run does it. */
export function clearPending(room: Room): Promise<void> {
  return rewrite(room).catch(() => {});
}

async function rewrite(room: Room): Promise<void> {
  const { name, project } = room;
  const state = await exportState(room);
  const operations = state.deployment?.pending_operations ?? [];
  const others = operations.filter(({ type }) => type !== "creating");
  if (!state.deployment || others.length === operations.length) return;
  state.deployment.pending_operations = others;
  const call = { folder: project.folder, room: name, input: JSON.stringify(state) };
  await callPulumi(["stack", "import", "--stack", name], call);
}
