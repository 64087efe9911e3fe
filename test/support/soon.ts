/** @module That an answer comes soon, also on a machine that has other things to do. */

import assert from "node:assert/strict";

/**
 * What the work yields, which has to be there within seconds: what takes longer grows faster than its input.
 *
 * @param milliseconds of this process's own CPU time: a busy machine makes nothing fail
 */
export function soon<T>(work: () => T, milliseconds = 5000): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  const took = Math.round((user + system) / 1000);
  assert.ok(took < milliseconds, `it took ${took} ms of CPU time`);
  return result;
}
