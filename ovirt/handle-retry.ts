/**
 * @module Tries again what may be tried again.
 *
 * Reading, changing and deleting are safe to repeat. Another POST than one that says so is repeated only when the engine has certainly not acted
 * on it: it could not be reached, or it refused because something is locked. Whether a POST whose outcome is not known
 * took effect is for its caller to look up: see `createOnce`.
 */

import pRetry from "p-retry";
import { EngineError } from "./errors";
import type { EngineRequest, Handler } from "./exchange";

export interface RetryOptions {
  /** How long, in milliseconds, an engine that does not answer, or a lock, is waited for. */
  readonly outage: number;
  /** Shortest pause between two tries, in milliseconds; it doubles up to ten times this. */
  readonly pause?: number;
}

export function handleRetry(options: RetryOptions): Handler {
  const pause = options.pause ?? 500;
  return next => request =>
    pRetry(() => next(request), {
      retries: Number.POSITIVE_INFINITY,
      maxRetryTime: options.outage,
      minTimeout: pause,
      maxTimeout: 10 * pause,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof EngineError && isRetryable(error, request),
    });
}

function isRetryable(error: EngineError, request: EngineRequest): boolean {
  if (error.code === "unreachable" || error.code === "locked") return true;
  // 503 comes from the proxy before an engine that restarts: the engine itself has seen nothing.
  if (error.status === 503) return true;
  const repeatable = request.method !== "POST" || request.repeatable === true;
  return repeatable && (error.code === "outcome_unknown" || error.code === "engine_failed");
}
