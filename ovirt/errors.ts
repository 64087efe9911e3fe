/**
 * @module Every way in which a conversation with the engine fails, as one typed error with a code.
 *
 * The code decides what happens next (log in again, wait, try again, stop and tell); the engine's English text is
 * turned into a code in exactly one function, {@link faultOf}.
 */

import { ExplainedError } from "../room/fault/explained-error";
import { printable } from "../room/text/printable";

export type EngineFaultCode =
  /** The token is revoked, expired or unknown: log in again. */
  | "login_expired"
  /** The engine refuses user and password. */
  | "credentials_refused"
  /** The account may not do this. */
  | "forbidden"
  /** The account has as many sessions as the engine allows it: one of them has to end first. */
  | "too_many_sessions"
  /** Nothing has this id or name. */
  | "not_found"
  /** The name is taken. */
  | "name_in_use"
  /** The data center has no host for its storage just now, as while one goes into maintenance: it passes. */
  | "storage_away"
  /** The VM, a disk or a snapshot is locked, or a related operation runs: it passes. */
  | "locked"
  /** The VM runs already. */
  | "already_running"
  /** The request is wrong, or the engine's rules forbid it: repeating does not help. */
  | "refused"
  /** The engine failed inside; whether the request took effect is not known. */
  | "engine_failed"
  /** Nothing reached the engine: refused connection, unknown host. */
  | "unreachable"
  /** The connection broke or the time was up after the request was sent: its outcome is not known. */
  | "outcome_unknown"
  /** The certificate does not fit: wrong CA, expired, other host name. */
  | "tls"
  /** Redirected to another place, which is never followed. */
  | "redirected"
  /** The answer is none of this API. */
  | "unexpected_answer"
  /** A wait came to its limit. */
  | "timed_out"
  /** What was waited for ended otherwise. */
  | "ended_otherwise"
  /** Somebody has stopped the run: see stop.ts. */
  | "stopped";

export interface EngineErrorParts {
  readonly code: EngineFaultCode;
  /** What was being done, in the "-ing" form: `creating VM room01-vd01`. */
  readonly operation: string;
  /** What happened, without a full stop. */
  readonly message: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  readonly status?: number;
  readonly correlationId?: string;
  readonly cause?: unknown;
}

/**
 * An error to be thrown when the engine refuses, fails, or cannot be spoken to. It is told as
 * `operation: words (status) [code, correlation id]. remedy`, and docs/troubleshooting.md tells more of each code.
 */
export class EngineError extends ExplainedError {
  readonly code: EngineFaultCode;
  readonly operation: string;
  /** What happened, and nothing else of the message. */
  readonly words: string;
  readonly status: number | undefined;
  readonly correlationId: string | undefined;

  constructor(private readonly parts: EngineErrorParts) {
    const status = parts.status === undefined ? "" : ` (${parts.status})`;
    const correlation = parts.correlationId ? `, correlation id ${parts.correlationId}` : "";
    const words = printable(parts.message).replace(/\.+$/, "");
    const happened = `${printable(parts.operation)}: ${words}${status} [${parts.code}${printable(correlation)}]`;
    super(happened, parts.remedy, { cause: parts.cause });
    this.name = "EngineError";
    this.code = parts.code;
    this.operation = parts.operation;
    this.words = words;
    this.status = parts.status;
    this.correlationId = parts.correlationId;
  }

  /** The same error, after whose way out stands one more sentence. */
  withRemark(sentence: string): EngineError {
    return new EngineError({ ...this.parts, remedy: `${this.parts.remedy}. ${sentence}` });
  }
}

export function hasCode(error: unknown, ...codes: readonly EngineFaultCode[]): error is EngineError {
  return error instanceof EngineError && codes.includes(error.code);
}

/** What an answer that is no success says: the fault's own words and the code that they stand for. */
export interface Fault {
  readonly code: EngineFaultCode;
  readonly message: string;
  readonly remedy: string;
}

/** One row a kind of refusal; the first row whose pattern is found in the engine's words counts. */
type Refusals = readonly (readonly [RegExp, EngineFaultCode, string])[];

/**
 * SSO gives a token to any right password; the engine's session is made by the first request under it, and may be refused there
 * (SsoUtils.createUserSession, whose words EnforceAuthFilter sends).
 */
const sessionRefusals: Refusals = [
  [
    /not authorized to perform login/i,
    "forbidden",
    "The password is right, but nothing is permitted to the account of engine.username: give it a role in the engine, like ClusterAdmin on the room's cluster",
  ],
  [
    /maximum number of allowed sessions/i,
    "too_many_sessions",
    "End sessions of the account of engine.username (Administration > Active User Sessions; one that is idle ends by itself after half an hour), give the rooms an account of their own, or raise ENGINE_MAX_USER_SESSIONS on the engine",
  ],
];

const refusals: Refusals = [
  [/name is already in use/i, "name_in_use", "Choose another name, or remove the other VM"],
  // IMAGE_REPOSITORY_NOT_FOUND, NO_SPM and SPM_CHANGED among the engine's messages.
  [
    /storage domain cannot be accessed|no storage pool manager|storage pool manager has changed/i,
    "storage_away",
    "Look at the data center's hosts and storage in the engine, then run again",
  ],
  [
    /because the VM is in (up|powering ?up|wait ?for ?launch|reboot ?in ?progress) status/i,
    "already_running",
    "Nothing to do: it runs",
  ],
  [
    /(is|are) locked|image ?locked status|currently (being|in progress|locked)|try again (later|in a few minutes)|performing an operation on|is being (updated|cloned|copied|migrated|moved|exported|imported|removed)|saving\/restoring state/i,
    "locked",
    "Wait until the engine has finished what it is doing with it, then run again",
  ],
  [
    /not authorized|insufficient permission|no permission|permission denied/i,
    "forbidden",
    "Give the account of engine.username the rights for this, for example the role SuperUser or ClusterAdmin",
  ],
  [/Entity not found/i, "not_found", "Correct the name in the settings"],
];

/**
 * @param status HTTP status, 400 or above
 * @param words the engine's `reason` and `detail`, or the text of its HTML page
 * @param json whether the answer was the API's own
 */
export function faultOf(status: number, words: string, json: boolean): Fault {
  const message = words || `the engine answered ${status} without a word`;
  if (status === 401) {
    return refusalIn(words, sessionRefusals) ?? { code: "login_expired", message, remedy: "Log in again" };
  }
  if (status === 403) {
    return { code: "forbidden", message, remedy: "Give the account of engine.username the rights for this" };
  }
  const refusal = refusalIn(words, refusals);
  if (refusal) return refusal;
  if (status === 404 && !json && words !== "") {
    // An unknown id is answered without a word (docs/facts/ovirt.md): this page is the web server's, before the engine runs.
    const remedy = "Check that engine.url is the engine's API, and that the ovirt-engine service has started";
    return { code: "unreachable", message: `no engine answers there: ${message}`, remedy };
  }
  if (status === 404) return { code: "not_found", message, remedy: "It is gone, or was never there" };
  if (status >= 500) {
    return {
      code: "engine_failed",
      message,
      remedy: "Look into the engine's log (engine.log) for this correlation id",
    };
  }
  return { code: "refused", message, remedy: "Correct what the engine names, then run again" };
}

function refusalIn(words: string, known: Refusals): Fault | undefined {
  const [, code, remedy] = known.find(([pattern]) => pattern.test(words)) ?? [];
  return code && remedy ? { code, message: words, remedy } : undefined;
}
