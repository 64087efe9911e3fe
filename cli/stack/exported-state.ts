/** @module The state of a room as `pulumi stack export` writes it, encrypted as it is, and what matters here of it. */

import { fromUrn, seatInUrn } from "../../room/resource-types";
import { callPulumi } from "../pulumi/command";
import type { Room } from "../room/room";

export interface ExportedState {
  deployment?: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly id?: string;
      readonly protect?: boolean;
    }[];
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

/** URNs of what somebody has put under `pulumi state protect`, by the names of the seats. */
export function protectedInState({ deployment }: ExportedState): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { urn, protect } of deployment?.resources ?? []) {
    const seat = protect ? seatInUrn(urn) : undefined;
    if (seat !== undefined) found.set(seat, [...(found.get(seat) ?? []), urn]);
  }
  return found;
}
