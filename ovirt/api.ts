/** @module The chain of handlers put together: what nouns send their requests through. */

import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import { hasCode } from "./errors";
import type { EngineRequest, Handler, Send } from "./exchange";
import { handleFaults } from "./handle-faults";
import { createHttp } from "./handle-http";
import { handleLog, type LogCall } from "./handle-log";
import { handleLogin } from "./handle-login";
import { handleRetry } from "./handle-retry";
import type { Json } from "./json";

export interface EngineConnection {
  /** Base of the engine, `https://host[:port]/ovirt-engine`. */
  readonly base: string;
  readonly username: string;
  readonly password: string;
  /** CA certificate, PEM. */
  readonly ca: string;
  /** How long, in milliseconds, an engine that does not answer, or a lock, is waited for. */
  readonly outage: number;
  /** Told of every call. */
  readonly log?: LogCall;
}

/** Requests to one engine; each resolves with the body of a success or throws an `EngineError`. */
export interface Api {
  get(path: string, query: Query, operation: string, headers?: Headers): Promise<Json>;
  post(path: string, body: Json, operation: string): Promise<Json>;
  /** A POST that does no harm when the engine acts on it twice. */
  repeatablePost(path: string, body: Json, operation: string, correlationId?: string): Promise<Json>;
  put(path: string, body: Json, operation: string): Promise<Json>;
  /** A POST whose answer is no JSON: its type and its body. */
  download(path: string, operation: string): Promise<{ contentType: string; bytes: Buffer }>;
  /** Fine when it is gone already. */
  delete(path: string, operation: string): Promise<void>;
  /** Logs out nobody, ends the kept connections. */
  close(): void;
}

type Headers = Readonly<Record<string, string>>;
export type Query = Readonly<Record<string, string | number | undefined>>;

/** An engine serves a dozen requests at once with ease; more only queue inside it. */
const inFlight = 12;

/**
 * From the outside in: a repeat is a new request with its own login (retry, login), only what is really sent counts
 * against the limit (limit), and whatever comes back is judged once (faults) and told of (log).
 */
export function createApi(connection: EngineConnection): Api {
  const http = createHttp(connection);
  const judged = chain(http.send, handleFaults, handleLog(connection.log ?? (() => {})));
  const login = chain(judged, handleRetry(connection));
  const send = chain(
    judged,
    handleLimit(inFlight),
    handleLogin(connection, login),
    handleRetry(connection),
    handleTracing,
  );
  const json = async (request: EngineRequest) => (await send(request)).json;
  return {
    get: (path, query, operation, headers = {}) =>
      json({ method: "GET", path: `/api${path}${queryText(query)}`, operation, headers }),
    post: (path, body, operation) => json({ method: "POST", path: `/api${path}`, body, operation }),
    repeatablePost: (path, body, operation, correlationId) => {
      const headers: Record<string, string> = correlationId ? { "Correlation-Id": correlationId } : {};
      return json({ method: "POST", path: `/api${path}`, body, operation, repeatable: true, headers });
    },
    put: (path, body, operation) => json({ method: "PUT", path: `/api${path}`, body, operation }),
    download: async (path, operation) => {
      const headers = { Accept: "image/*, */*" };
      return send({ method: "POST", path: `/api${path}`, body: {}, operation, repeatable: true, headers });
    },
    delete: async (path, operation) => {
      try {
        await send({ method: "DELETE", path: `/api${path}`, operation });
      } catch (error) {
        // Gone is what was asked for: by an earlier try whose answer was lost, by a killed run, by somebody else.
        if (!hasCode(error, "not_found")) throw error;
      }
    },
    close: http.close,
  };
}

/** Each handler wraps what stands before it: the last one sees a request first. */
function chain(send: Send, ...handlers: readonly Handler[]): Send {
  return handlers.reduce((next, handler) => handler(next), send);
}

function handleLimit(most: number): Handler {
  const limit = pLimit(most);
  return next => request => limit(() => next(request));
}

/** A correlation id of our own, so that a request can be found in the engine's log and events (facts/ovirt.md). */
const handleTracing: Handler = next => request =>
  next({
    ...request,
    headers: { Version: "4", "Correlation-Id": `virtroom-${randomUUID()}`, ...request.headers },
  });

function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}
