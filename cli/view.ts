/** @module Which view a command shows its progress in. */

import type { View } from "./board";
import { createLineView, createQuietView } from "./line-view";
import { createLiveView } from "./live-view";

/** @param json whether the result is for machines */
export function createView(seats: readonly string[], json: boolean): View {
  if (process.stderr.isTTY) return createLiveView(seats);
  return json ? createQuietView() : createLineView();
}
