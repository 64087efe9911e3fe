/** @module How often to look: often while things happen, seldom while nothing does. */

/**
 * The pause before the next look. What ends one wait seldom comes alone: right after it, one more look saves other seats the
 * wait for the next tick. And what has lasted long will last some more: a tenth of that time is no matter, up to five ticks.
 *
 * @param calm milliseconds since the last news, or since the latest wait began
 * @param since milliseconds since news that may have ended something
 * @param interval milliseconds between two ticks, as the settings say
 */
export function pauseAfter(calm: number, since: number, interval: number): number {
  if (since < interval) return interval / 2;
  return Math.min(Math.max(calm / 10, interval), 5 * interval);
}
