/** @module The resources that a seat is made of, as its settings want them. */

import type { SeatKind } from "./resource-types";
import type { GroupSettings } from "./settings/settings";

export interface SeatNeeds {
  readonly settings: GroupSettings;
  /** The snapshot's description, filled; empty for no snapshot. */
  readonly snapshotDescription: string;
  /** The word by which a reset was asked for. */
  readonly reset?: string | undefined;
}

/** In the order in which they are made. */
export function resourcesOf({ settings, snapshotDescription, reset }: SeatNeeds): SeatKind[] {
  const { stateless } = settings;
  const snapshot = snapshotDescription !== "" && !stateless;
  return [
    ...(["Vm", "Nic", "Sysprep"] as const),
    ...(settings.thinClientUser === undefined ? [] : (["Permission"] as const)),
    ...(snapshot ? (["Snapshot"] as const) : []),
    // A stateless seat goes back by itself at each start.
    ...(reset === undefined || stateless ? [] : (["Reset"] as const)),
    ...(settings.rolloutStartVm ? (["Power"] as const) : []),
  ];
}
