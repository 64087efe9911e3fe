/**
 * @module The end that somebody asks for: what only waits gives up at once, what is under way gets a moment, and nothing
 * new is sent to the engine, but the logout. Every step can be repeated, so the next run goes on where this one stops.
 */

import { setMaxListeners } from "node:events";
import { EngineError, hasCode } from "./errors";
import type { Handler } from "./exchange";

/** By these words an error is known as a stop where only its text arrives. */
export const stoppedWords = "stopped by you";

/** Milliseconds that a request, or a file on its way to the share, has to come to its end. */
const moment = 3_000;

/** A wish to stop that never comes. */
export const neverStopped = createStop().signal;

/** A wish to stop that any number may listen to. */
export function createStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}

/**
 * @param operation what was being done, in the "-ing" form
 * @param seen how it stands, as far as that is known
 * @param meanwhile what goes on without us, as a sentence
 */
export function stopped(operation: string, seen = "", meanwhile = ""): EngineError {
  return new EngineError({
    code: "stopped",
    operation,
    message: `${stoppedWords}${seen ? `; last seen: ${seen}` : ""}`,
    remedy: `${meanwhile ? `${meanwhile}. ` : ""}Run the same command again: it goes on from there`,
  });
}

export function isStopped(error: unknown): boolean {
  return hasCode(error, "stopped");
}

/** Lets nothing through after the wish to stop. */
export function handleStop(stop: AbortSignal): Handler {
  return next => async request => {
    if (stop.aborted) throw stopped(request.operation);
    return next(request);
  };
}

/**
 * Work that ends a moment after the wish to stop at the latest, whatever it hangs on: then it is left where it stands,
 * as by a process that is killed.
 *
 * @param doing what is being done just then
 */
export function endingSoon<T>(stop: AbortSignal, doing: () => string, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const hurry = () => {
      timer = setTimeout(() => reject(stopped(doing())), moment);
    };
    if (stop.aborted) hurry();
    else stop.addEventListener("abort", hurry, { once: true });
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", hurry);
    };
    work().finally(done).then(resolve, reject);
  });
}
