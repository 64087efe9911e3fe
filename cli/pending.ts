/**
 * @module The notes of a killed run in Pulumi's state: creations that were begun, of which Pulumi warns in every run until
 * somebody has looked what became of them. Here each creation finds by itself what is there already, so they say nothing.
 */

import { callPulumi } from "./pulumi-command";
import type { Room } from "./room";

/** What matters here of a state as `pulumi stack export` writes it. */
interface Exported {
  deployment?: { pending_operations?: { type?: string }[] };
}

/** Takes the notes away; the state keeps the rest, encrypted as it is. When it cannot be done, the next run does it. */
export function clearPending(room: Room): Promise<void> {
  return rewrite(room).catch(() => {});
}

async function rewrite({ name, project }: Room): Promise<void> {
  const call = { folder: project.folder, room: name };
  const state: Exported = JSON.parse(await callPulumi(["stack", "export", "--stack", name], call));
  const operations = state.deployment?.pending_operations ?? [];
  const others = operations.filter(({ type }) => type !== "creating");
  if (!state.deployment || others.length === operations.length) return;
  state.deployment.pending_operations = others;
  await callPulumi(["stack", "import", "--stack", name], { ...call, input: JSON.stringify(state) });
}
