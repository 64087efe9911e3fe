/** @module Creating without doing it twice: when the outcome is not known, look first. */

import pRetry from "p-retry";
import { EngineError, hasCode } from "./errors";

/**
 * Sends a creation; where its outcome is not known (broken connection, failed engine), looks whether the thing is
 * there before it is sent again, three times at most.
 *
 * @param create sends the request
 * @param find looks for what the request makes; undefined when it is not there
 */
export function createOnce<T>(create: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
  let unsure = false;
  return pRetry(
    async () => {
      const there = unsure ? await find() : undefined;
      if (there !== undefined) return there;
      try {
        return await create();
      } catch (error) {
        unsure = true;
        throw error;
      }
    },
    {
      retries: 3,
      minTimeout: 1000,
      shouldRetry: ({ error }) =>
        error instanceof EngineError && hasCode(error, "outcome_unknown", "engine_failed", "name_in_use"),
    },
  );
}
