/** @module Whether a reset will find the snapshot that a rollout takes. */

import type { Fault } from "./fault/fault";
import type { Seat } from "./seat";
import { describeSnapshot } from "./snapshot-description";
import { finds } from "./text/pattern";
import { ValueError } from "./text/value-error";

/** In the places of what only a run knows. */
const someRun = { scriptTime: "2026-11-24-2312", mac: "56:6f:00:01:00:29" };

/**
 * @param patternOf the seat's description, in which only what a run brings is a placeholder still
 * @returns a fault for each group whose expression misses it: otherwise the first reset tells it, in the night. Stateless seats go
 * back without a snapshot, and seats without one to another's
 */
export function unfoundSnapshots(seats: readonly Seat[], patternOf: (seat: Seat) => string): Fault[] {
  const groups = new Map([...seats].reverse().map(seat => [seat.group, seat]));
  return [...groups.values()].reverse().flatMap(seat => {
    const { stateless, snapshotDescription, resetToSnapshotRegex } = seat.settings;
    if (stateless || snapshotDescription === "") return [];
    const description = describeSnapshot(patternOf(seat), someRun);
    const path = `groups.${seat.group}.resetToSnapshotRegex`;
    try {
      if (finds(resetToSnapshotRegex, description)) return [];
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      return [{ path, message: error.message, remedy: error.remedy }];
    }
    return [
      {
        path,
        message: `does not find the snapshot that a rollout takes, ${JSON.stringify(description.slice(0, 200))}`,
        remedy: "Correct it, or snapshotDescription: a reset would find nothing to go back to",
      },
    ];
  });
}
