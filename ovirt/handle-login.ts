/** @module Logs in once for all, adds the token to each request, and logs in again when the engine wants it. */

import { type OldPlaces, settingIn } from "../room/settings/old-places";
import { EngineError, hasCode } from "./errors";
import type { Handler, Send } from "./exchange";
import { answerTo, requiredText } from "./json";

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Where they come from an old file. */
  readonly oldPlaces?: OldPlaces | undefined;
}

/** A login's token, and whether the engine has ever taken it. */
interface Token {
  readonly text: Promise<string>;
  taken: boolean;
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

/**
 * One login for all who ask at the same time; a token that the engine no longer takes is forgotten by the first who
 * learns of it (revoked, expired, or the engine was restarted: docs/facts/ovirt.md).
 */
export function handleLogin(credentials: Credentials, login: Send): Handler {
  let token: Token | undefined;
  const current = (): Token => {
    if (!token) {
      const fresh = { text: logIn(credentials, login), taken: false };
      token = fresh;
      fresh.text.catch(() => {
        if (token === fresh) token = undefined;
      });
    }
    return token;
  };
  return next => async request => {
    for (let [refused, usedUp] = [0, 0]; ; ) {
      const used = current();
      const headers = { ...request.headers, Authorization: `Bearer ${await used.text}` };
      try {
        const answer = await next({ ...request, headers });
        used.taken = true;
        return answer;
      } catch (error) {
        if (!hasCode(error, "login_expired")) throw error;
        if (token === used) token = undefined;
        if (used.taken) usedUp++;
        else refused++;
        if (refused >= mostRefused) throw untakenLogin(error);
        if (usedUp >= mostUsedUp) throw refusedAlone(error);
        // Those who were refused together come again one by one, or together they would use up the next one too.
        const pause = Math.min(100 * (refused + usedUp), longestPause);
        await new Promise(resolve => setTimeout(resolve, Math.random() * pause));
      }
    }
  };
}

function untakenLogin(error: EngineError): EngineError {
  return loginError(error, {
    message: `the engine has given ${mostRefused} logins and taken none of them: ${error.words}`,
    remedy:
      "See that the account has a role in the engine, and look into the engine's log and at its clock. A restart of the ovirt-engine service renews its logins, but logs everybody out: the last resort",
  });
}

function refusedAlone(error: EngineError): EngineError {
  return loginError(error, {
    message: `this request was refused under ${mostUsedUp} logins, under which others were answered: ${error.words}`,
    remedy:
      "Look what stands before the engine: a gateway or a proxy may want a login of its own for this path",
  });
}

function loginError(
  error: EngineError,
  words: { readonly message: string; readonly remedy: string },
): EngineError {
  return new EngineError({
    code: "login_expired",
    operation: error.operation,
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
