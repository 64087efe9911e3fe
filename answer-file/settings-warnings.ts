/** @module What somebody should know of a room's settings before a rollout, although it may be meant so. */

import type { Fault } from "../room/fault/fault";
import { unfoundSnapshots } from "../room/reset-pattern";
import type { Seat } from "../room/seat";
import type { RoomSettings } from "../room/settings/settings";
import { unusedValues } from "../room/unused-values";
import { snapshotDescriptionOf } from "./for-seat";
import type { Template } from "./template";
import { usedNames } from "./used-names";

/**
 * @param templates the templates of all groups, by their files
 * @returns values that nothing uses, and expressions that would not find the snapshot of a rollout
 * @throws AnswerFileError when a snapshot's description cannot be filled
 */
export function settingsWarnings(
  seats: readonly Seat[],
  settings: RoomSettings,
  templates: ReadonlyMap<string, Template>,
): Fault[] {
  const used = new Map([...templates].map(([file, template]) => [file, usedNames(template)]));
  return [
    ...unusedValues(seats, settings, used),
    ...unfoundSnapshots(seats, seat => snapshotDescriptionOf(seat, settings)),
  ];
}
