/** @module Logs in once for all, adds the token to each request, logs in again when the engine wants it, and out at the end. */

import { type OldPlaces, settingIn } from "../room/settings/old-places";
import { EngineError, hasCode } from "./errors";
import type { EngineRequest, Handler, Send } from "./exchange";
import { answerTo, requiredText } from "./json";
import { Session } from "./session";
import { neverStopped } from "./stop";

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Where they come from an old file. */
  readonly oldPlaces?: OldPlaces | undefined;
}

/**
 * So many tokens in a row that the engine gives and does not take are no accident. A dozen requests in flight share one,
 * and the first that is refused may be heard before the others' successes.
 */
const mostRefused = 10;

/**
 * Tokens that others have used up are an accident for longer: a dozen requests share what may last for three. But one request
 * that is refused under so many of them is refused for itself, as by a gateway that wants another login for its path.
 */
const mostUsedUp = 30;

/** Milliseconds that a request waits at most before it comes again; more, the more often it was refused. */
const longestPause = 1000;

/** Milliseconds that a logout may take: it is a courtesy, and somebody waits for the end. */
const logoutLimit = 2_000;

/**
 * One login for all who ask at the same time; a token that the engine no longer takes is forgotten by the first who
 * learns of it (revoked, expired, or the engine was restarted: docs/facts/ovirt.md).
 */
export class Login {
  private session: Session | undefined;

  /** @param login sends the login itself */
  constructor(
    private readonly credentials: Credentials,
    private readonly login: Send,
    private readonly stop: AbortSignal = neverStopped,
  ) {}

  readonly handler: Handler = next => async request => {
    for (let [refused, usedUp] = [0, 0]; ; ) {
      const used = this.current();
      try {
        return await used.under(token => {
          const headers = { ...request.headers, Authorization: `Bearer ${token}` };
          return next({ ...request, headers });
        });
      } catch (error) {
        if (!hasCode(error, "login_expired")) throw error;
        if (this.session === used) this.session = undefined;
        if (used.taken) usedUp++;
        else refused++;
        if (refused >= mostRefused) throw untakenLogin(request, error);
        if (usedUp >= mostUsedUp) throw refusedAlone(request, error);
        // Those who were refused together come again one by one, or together they would use up the next one too.
        const pause = Math.min(100 * (refused + usedUp), longestPause);
        await new Promise(resolve => setTimeout(resolve, Math.random() * pause));
      }
    }
  };

  /**
   * Ends the engine's session, which else counts against the account's until it was idle for long. The token is this process's
   * own: each login is given another. Never an error.
   */
  async logOut(send: Send): Promise<void> {
    const { session } = this;
    this.session = undefined;
    if (!session?.taken) return;
    try {
      await send({
        method: "POST",
        path: "/services/sso-logout",
        form: { scope: "", token: await session.token },
        operation: "logging out",
        answerLimit: logoutLimit,
      });
    } catch {
      // It ends by itself.
    }
  }

  private current(): Session {
    if (!this.session) {
      const fresh = new Session(logIn(this.credentials, this.login), this.stop);
      this.session = fresh;
      fresh.token.catch(() => {
        if (this.session === fresh) this.session = undefined;
      });
    }
    return this.session;
  }
}

function untakenLogin(request: EngineRequest, error: EngineError): EngineError {
  return loginError(request, error, {
    message: `the engine has given ${mostRefused} logins and taken none of them: ${error.words}`,
    remedy:
      "See that the account has a role in the engine, and look into the engine's log and at its clock. A restart of the ovirt-engine service renews its logins, but logs everybody out: the last resort",
  });
}

function refusedAlone(request: EngineRequest, error: EngineError): EngineError {
  return loginError(request, error, {
    message: `this request was refused under ${mostUsedUp} logins, under which others were answered: ${error.words}`,
    remedy:
      "Look what stands before the engine: a gateway or a proxy may want a login of its own for this path",
  });
}

/** @param error perhaps another request's, which came before this one */
function loginError(
  { operation }: EngineRequest,
  error: EngineError,
  words: { readonly message: string; readonly remedy: string },
): EngineError {
  return new EngineError({
    code: "login_expired",
    operation,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...words,
    cause: error,
  });
}

async function logIn(credentials: Credentials, send: Send): Promise<string> {
  const operation = `logging in as ${credentials.username}`;
  try {
    const answer = await send({
      method: "POST",
      path: "/sso/oauth/token",
      form: {
        grant_type: "password",
        scope: "ovirt-app-api",
        username: credentials.username,
        password: credentials.password,
      },
      operation,
      // Two logins do no more harm than one.
      repeatable: true,
    });
    return requiredText(answerTo(operation, answer.json), "access_token");
  } catch (error) {
    if (!hasCode(error, "refused", "login_expired")) throw error;
    throw new EngineError({
      code: "credentials_refused",
      operation,
      ...(error.status === undefined ? {} : { status: error.status }),
      message: `the engine refuses these credentials: ${error.words}`,
      remedy: wayOut(credentials),
      cause: error,
    });
  }
}

function wayOut({ oldPlaces }: Credentials): string {
  const [username, password] = ["engine.username", "engine.password"].map(path => settingIn(oldPlaces, path));
  if (oldPlaces) return `Correct ${username}, or ${password}`;
  return `Correct ${username}, or set the password again, with the room's name for ROOM: pulumi config set --secret --path virtroom:${password} --stack ROOM`;
}
