/** @module The last of the chain: sends a request over HTTPS with a verified certificate and reads the whole answer. */

import { X509Certificate } from "node:crypto";
import https from "node:https";
import fetch, { FetchError, type Response } from "node-fetch";
import { compareCa, fetchCa } from "./engine-ca";
import { EngineError, type EngineFaultCode } from "./errors";
import type { EngineAnswer, EngineRequest, Send } from "./exchange";
import { isObject, type Json } from "./json";

export interface HttpOptions {
  /** Base of the engine, `https://host[:port]/ovirt-engine`. */
  readonly base: string;
  /** The CA certificate that the engine's must come from, PEM. */
  readonly ca: string;
  /** Longest time for one answer, in milliseconds: a login with a wrong password takes several seconds. */
  readonly answerLimit?: number;
}

/** A room of 1000 VMs is 8 MB; an answer larger than this is none of an engine. */
const largestAnswer = 64 * 1024 * 1024;

/** Sender and the way to end its kept connections. */
export interface Http {
  readonly send: Send;
  readonly close: () => void;
}

/** @throws EngineError when `ca` is no certificate: without one, any CA of the machine would be as good */
export function createHttp(options: HttpOptions): Http {
  requireCertificate(options);
  const agent = new Agent({
    ca: options.ca,
    // Said, so that no variable of the environment switches it off (NODE_TLS_REJECT_UNAUTHORIZED).
    rejectUnauthorized: true,
    keepAlive: true,
    maxSockets: 32,
    scheduling: "fifo",
  });
  const send: Send = async request => {
    const limit = AbortSignal.timeout(request.answerLimit ?? options.answerLimit ?? 120_000);
    try {
      const response = await fetch(options.base + request.path, {
        method: request.method,
        headers: headersOf(request),
        body: bodyOf(request) ?? null,
        agent,
        redirect: "manual",
        size: largestAnswer,
        signal: limit,
      });
      return await answerOf(request, response);
    } catch (error) {
      throw error instanceof EngineError ? error : transportError(request, options.base, error);
    }
  };
  return { send, close: () => agent.destroy() };
}

/** Milliseconds for a connection to come about; the system's own limit is two minutes. */
const connectLimit = 8_000;

class Agent extends https.Agent {
  override createConnection(...args: Parameters<https.Agent["createConnection"]>) {
    const socket = super.createConnection(...args);
    const limit = setTimeout(() => {
      socket?.destroy(Object.assign(new Error(noConnection), { code: noConnection }));
    }, connectLimit);
    for (const end of ["secureConnect", "close"]) socket?.once(end, () => clearTimeout(limit));
    return socket;
  }
}

function requireCertificate({ base, ca }: HttpOptions): void {
  try {
    new X509Certificate(ca);
  } catch (cause) {
    throw new EngineError({
      code: "tls",
      operation: `reading the CA certificate for ${new URL(base).host}`,
      message: "the file of engine.caFile holds no certificate in PEM form",
      remedy: fetchCa(base),
      cause,
    });
  }
}

function headersOf(request: EngineRequest): Record<string, string> {
  return {
    Accept: "application/json",
    ...(request.form ? { "Content-Type": "application/x-www-form-urlencoded" } : {}),
    ...(request.body ? { "Content-Type": "application/json" } : {}),
    ...request.headers,
  };
}

function bodyOf(request: EngineRequest): string | undefined {
  if (request.form) return new URLSearchParams(request.form).toString();
  return request.body ? JSON.stringify(request.body) : undefined;
}

async function answerOf(request: EngineRequest, response: Response): Promise<EngineAnswer> {
  if (response.status >= 300 && response.status < 400) {
    throw new EngineError({
      code: "redirected",
      operation: request.operation,
      status: response.status,
      message: `redirected to ${response.headers.get("location") ?? "nowhere"}, which is not followed: the login must go nowhere else`,
      remedy: "Write the engine's final address into engine.url",
    });
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString("utf8");
  const contentType = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    contentType,
    correlationId: response.headers.get("correlation-id") ?? undefined,
    date: Date.parse(response.headers.get("date") ?? "") || undefined,
    text,
    bytes,
    json: response.status < 300 ? successOf(request, response.status, contentType, text) : faultIn(text),
  };
}

/**
 * The body of a success. What is no JSON comes from something in between: taken for an empty answer it would say that
 * a room has no VMs.
 */
function successOf(request: EngineRequest, status: number, contentType: string, text: string): Json {
  const empty = text.trim() === "";
  if (empty && request.method !== "GET") return {};
  // Asked for on purpose: a picture.
  if (request.headers?.Accept && !/json|html/.test(contentType)) return {};
  const value = contentType.includes("json") ? parsed(text) : undefined;
  if (value) return value;
  const what = contentType.includes("json")
    ? "cut short or no JSON"
    : `no JSON but ${contentType || "of no type"}`;
  throw new EngineError({
    code: "outcome_unknown",
    operation: request.operation,
    status,
    message: `the answer is ${empty ? "empty" : what} (${text.length} characters)`,
    remedy: "Check engine.url, the engine, and any proxy or gateway between, then run again",
  });
}

/** The body of a refusal, empty where it is no JSON: its status says enough. */
function faultIn(text: string): Json {
  return parsed(text) ?? {};
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Our own for one that did not come about in time. */
const noConnection = "NO_CONNECTION";

/** Node's error codes of a connection that never came about: the engine has seen nothing. */
const neverSent = new Set([
  noConnection,
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
]);

function transportError(request: EngineRequest, base: string, error: unknown): EngineError {
  const nodeCode = error instanceof FetchError ? (error.code ?? "") : "";
  const words = error instanceof Error ? error.message : String(error);
  const host = new URL(base).host;
  const tell = (code: EngineFaultCode, message: string, remedy: string) =>
    new EngineError({ code, operation: request.operation, message, remedy, cause: error });
  if (neverSent.has(nodeCode)) {
    return tell(
      "unreachable",
      `the engine at ${host} cannot be reached: ${nodeCode}`,
      "Check engine.url, the network, and that the engine runs",
    );
  }
  if (isCertificateError(nodeCode, words)) {
    return tell(
      "tls",
      `the certificate of ${host} is not trusted: ${certificateWords(nodeCode, words)}`,
      certificateRemedy(nodeCode),
    );
  }
  if (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError")) {
    return tell(
      "outcome_unknown",
      `${host} did not answer in time`,
      "Check the engine's load and log, then run again",
    );
  }
  if (error instanceof FetchError && error.type === "max-size") {
    return tell(
      "unexpected_answer",
      `the answer of ${host} is larger than ${largestAnswer / 1024 ** 2} MiB, and no engine's is`,
      "Check that engine.url is the API of an oVirt 4 engine and that no proxy changes its answers",
    );
  }
  return tell(
    "outcome_unknown",
    `the connection to ${host} broke: ${nodeCode || words}`,
    "Check the network and the engine, then run again",
  );
}

function isCertificateError(code: string, words: string): boolean {
  return (
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|EPROTO/.test(code) ||
    /certificate/i.test(words)
  );
}

function certificateWords(code: string, words: string): string {
  const known: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: "it has expired",
    ERR_TLS_CERT_ALTNAME_INVALID: "it is made out to another host name",
    DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
    SELF_SIGNED_CERT_IN_CHAIN: "it comes from another CA",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "it comes from another CA",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "it comes from another CA",
    EPROTO: "no TLS is spoken there",
  };
  return known[code] ? `${known[code]} (${code})` : code || words;
}

function certificateRemedy(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "Renew the engine's certificate";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "Use the name that the certificate is made out to in engine.url";
  if (code === "EPROTO")
    return "Correct engine.url: an engine speaks TLS there, on port 443 where no other is given";
  return `Where it worked before, find out why first: somebody may stand in the engine's place, and would hand you his own CA. engine.caFile has to be the engine's own. ${compareCa}`;
}
