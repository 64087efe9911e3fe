/** @module The chain of handlers put together: what nouns send their requests through. */

import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import type { OldPlaces } from "../room/settings/old-places";
import { Contact } from "./contact";
import { hasCode } from "./errors";
import type { EngineRequest, Handler, Send } from "./exchange";
import { handleFaults } from "./handle-faults";
import { createHttp } from "./handle-http";
import { handleLog, type LogCall } from "./handle-log";
import { Login } from "./handle-login";
import { handleRetry } from "./handle-retry";
import { answerTo, type Json } from "./json";
import { handleStop, neverStopped } from "./stop";

export interface EngineConnection {
  /** Base of the engine, `https://host[:port]/ovirt-engine`. */
  readonly base: string;
  readonly username: string;
  readonly password: string;
  /** CA certificate, PEM. */
  readonly ca: string;
  /** How long, in milliseconds, an engine that does not answer, or a lock, is waited for. */
  readonly outage: number;
  /** Longest time for one answer, in milliseconds. */
  readonly answerLimit?: number;
  /** Where these settings stand, when they come from an old file. */
  readonly oldPlaces?: OldPlaces | undefined;
  /** Told of every call. */
  readonly log?: LogCall;
  /** After which nothing more is sent. */
  readonly stop?: AbortSignal;
}

/** Requests to one engine; each resolves with the body of a success or throws an `EngineError`. */
export interface Api {
  get(path: string, query: Query, operation: string, headers?: Headers): Promise<Json>;
  /** @param answerLimit milliseconds, where the engine answers late */
  post(path: string, body: Json, operation: string, answerLimit?: number): Promise<Json>;
  /**
   * A POST that does no harm when the engine acts on it twice.
   *
   * @param correlationId under which the request is found again among the engine's events
   */
  repeatablePost(path: string, body: Json, operation: string, correlationId?: string): Promise<Json>;
  put(path: string, body: Json, operation: string): Promise<Json>;
  /** A POST whose answer is no JSON: its type and its body. */
  download(path: string, operation: string): Promise<{ contentType: string; bytes: Buffer }>;
  /** Fine when it is gone already. */
  delete(path: string, operation: string): Promise<void>;
  /** Logs out, as far as that is soon done, and ends the kept connections. Never an error. */
  close(): Promise<void>;
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
  const { log = () => {}, stop = neverStopped } = connection;
  const contact = new Contact(connection.base, connection.oldPlaces);
  const judged = chain(http.send, handleFaults, contact.handler, handleLog(log), handleStop(stop));
  const retry = { outage: connection.outage, contact };
  const login = new Login(connection, chain(judged, handleRetry(retry)), stop);
  const send = chain(judged, handleLimit(inFlight), login.handler, handleRetry(retry), handleTracing);
  const json = async (request: EngineRequest) => answerTo(request.operation, (await send(request)).json);
  return {
    get: (path, query, operation, headers = {}) =>
      json({ method: "GET", path: `/api${path}${queryText(query)}`, operation, headers }),
    post: (path, body, operation, answerLimit) =>
      json({ method: "POST", path: `/api${path}`, body, operation, ...(answerLimit ? { answerLimit } : {}) }),
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
    close: async () => {
      // Also after the wish to stop: it begins nothing, and waits for little.
      await login.logOut(chain(http.send, handleFaults, handleLog(log)));
      http.close();
    },
  };
}

/** Each handler wraps what stands before it: the last one sees a request first. */
function chain(send: Send, ...handlers: readonly Handler[]): Send {
  return handlers.reduce((next, handler) => handler(next), send);
}

/** Those that are answered late count apart: nobody else should have to wait for them. */
function handleLimit(most: number): Handler {
  const [usual, late] = [pLimit(most), pLimit(most)];
  return next => request => (request.answerLimit === undefined ? usual : late)(() => next(request));
}

/** A correlation id of our own, so that a request can be found in the engine's log and events (docs/facts/ovirt.md). */
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
