/** @module Tells of every call: what was asked, how it went, how long it took. Never of headers, forms and bodies. */

import { EngineError } from "./errors";
import type { EngineRequest, Handler } from "./exchange";

export interface EngineCall {
  readonly method: EngineRequest["method"];
  /** Below the engine's base, with query. */
  readonly path: string;
  /** What is being done, in the "-ing" form. */
  readonly operation: string;
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** What went wrong, in the engine's words; undefined after a success. */
  readonly failure: EngineError | undefined;
  readonly milliseconds: number;
  /** By which the call is found in the engine's own log. */
  readonly correlationId: string | undefined;
}

export type LogCall = (call: EngineCall) => void;

export function handleLog(log: LogCall): Handler {
  return next => async request => {
    const began = performance.now();
    const { method, path, operation } = request;
    const tell = (status: number | undefined, correlationId: string | undefined, failure?: EngineError) =>
      log({
        ...{ method, path, operation, status, failure },
        milliseconds: Math.round(performance.now() - began),
        correlationId: correlationId ?? request.headers?.["Correlation-Id"],
      });
    try {
      const answer = await next(request);
      tell(answer.status, answer.correlationId);
      return answer;
    } catch (error) {
      if (error instanceof EngineError) tell(error.status, error.correlationId, error);
      throw error;
    }
  };
}
