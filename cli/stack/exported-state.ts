/** @module The state of a room as `pulumi stack export` writes it, encrypted as it is, and what matters here of it. */

import { fromUrn } from "../../room/resource-types";
import { callPulumi } from "../pulumi/command";
import type { Room } from "../room/room";

export interface ExportedState {
  deployment?: {
    readonly resources?: readonly { readonly urn: string; readonly id?: string }[];
    pending_operations?: readonly { readonly type?: string }[];
  };
}

export async function exportState({ name, project }: Room): Promise<ExportedState> {
  const args = ["stack", "export", "--stack", name];
  return JSON.parse(await callPulumi(args, { folder: project.folder, room: name }));
}

/** The ids of the VMs that a state holds, by the names of their seats. */
export function vmsInState({ deployment }: ExportedState): Map<string, string> {
  const vms = (deployment?.resources ?? []).flatMap(({ urn, id }) => {
    const named = fromUrn(urn);
    return named?.kind === "Vm" && id !== undefined ? [[named.seat, id] as const] : [];
  });
  return new Map(vms);
}
