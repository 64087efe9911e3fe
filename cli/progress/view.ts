/** @module Which view a command shows its progress in. */

import type { View } from "./board";
import { createLineView, createQuietView } from "./line-view";
import { createLiveView } from "./live-view";

/**
 * @param json whether the result is for machines
 * @param waits what seats wait for before anything is done with them, where a screen has place for it
 */
export function createView(
  seats: readonly string[],
  json: boolean,
  waits: ReadonlyMap<string, string> = new Map(),
): View {
  if (process.stderr.isTTY) return createLiveView(seats, waits);
  return json ? createQuietView() : createLineView();
}
