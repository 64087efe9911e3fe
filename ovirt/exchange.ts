/** @module One request and its answer, as the handlers of the chain pass them on. */

import type { Json } from "./json";

export interface EngineRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the engine's base, with query: `/api/vms?search=...`. */
  readonly path: string;
  readonly body?: Json;
  /** A form instead of JSON: only the login sends one. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that does no harm when the engine acts on it twice. */
  readonly repeatable?: boolean;
  /** Longest time for the answer, in milliseconds, where the engine answers late. */
  readonly answerLimit?: number;
  /** What is being done, in the "-ing" form, for errors and logs. */
  readonly operation: string;
}

export interface EngineAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly correlationId: string | undefined;
  /** The engine's time, to the second: epoch milliseconds. */
  readonly date: number | undefined;
  readonly text: string;
  /** The body as it came: an image is no text. */
  readonly bytes: Buffer;
  /** The body as an object; empty where there is none or it is no JSON. */
  readonly json: Json;
}

/** Sends a request; resolves with a success (2xx), throws an `EngineError` otherwise. */
export type Send = (request: EngineRequest) => Promise<EngineAnswer>;

/** Wraps a sender: one concern each, a file each. */
export type Handler = (next: Send) => Send;
