/**
 * @module Tries again what may be tried again.
 *
 * Reading, changing and deleting are safe to repeat. Another POST than one that says so is repeated only when the engine has certainly not acted
 * on it: it could not be reached, or it refused because something is locked or the storage is away. Whether a POST whose outcome is not known
 * took effect is for its caller to look up: see `createOnce`.
 */

import pRetry from "p-retry";
import type { Contact } from "./contact";
import { EngineError } from "./errors";
import type { EngineRequest, Handler } from "./exchange";

export interface RetryOptions {
  /** How long, in milliseconds, an engine that does not answer, or a lock, is waited for. */
  readonly outage: number;
  /** Whether the engine has ever answered. */
  readonly contact: Contact;
  /** Shortest pause between two tries, in milliseconds; it doubles up to ten times this. */
  readonly pause?: number;
}

export function handleRetry(options: RetryOptions): Handler {
  const { contact, outage, pause = 500 } = options;
  return next => async request => {
    const began = performance.now();
    let failing: number | undefined;
    const isWorthIt = (error: Error) => {
      const now = performance.now();
      // What the engine takes for an answer is none of its absence.
      failing ??= now;
      return (
        error instanceof EngineError &&
        isRetryable(error, request) &&
        contact.mayCome(error, now - began) &&
        now - failing + pause <= patienceWith(error, request, outage)
      );
    };
    try {
      return await pRetry(() => next(request), {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: pause,
        maxTimeout: 10 * pause,
        randomize: true,
        shouldRetry: ({ error }) => isWorthIt(error),
      });
    } catch (error) {
      throw contact.explained(error);
    }
  };
}

/** Milliseconds: an engine that is at another task of the VM is there, and may take as long as for its answer. */
function patienceWith(error: EngineError, { answerLimit }: EngineRequest, outage: number): number {
  return error.code === "locked" ? (answerLimit ?? outage) : outage;
}

function isRetryable(error: EngineError, request: EngineRequest): boolean {
  if (error.code === "unreachable" || error.code === "locked" || error.code === "storage_away") return true;
  // 503 comes from the proxy before an engine that restarts: the engine itself has seen nothing.
  if (error.status === 503) return true;
  const repeatable = request.method !== "POST" || request.repeatable === true;
  return repeatable && (error.code === "outcome_unknown" || error.code === "engine_failed");
}
