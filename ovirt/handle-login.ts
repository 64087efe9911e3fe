/** @module Logs in once for all, adds the token to each request, and logs in again when the engine wants it. */

import { EngineError, hasCode } from "./errors";
import type { Handler, Send } from "./exchange";
import { requiredText } from "./json";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * One login for all who ask at the same time; a token that the engine no longer takes is forgotten by the first who
 * learns of it (revoked, expired, or the engine was restarted: facts/ovirt.md).
 */
export function handleLogin(credentials: Credentials, login: Send): Handler {
  let token: Promise<string> | undefined;
  const current = (): Promise<string> => {
    if (!token) {
      const fresh = logIn(credentials, login);
      token = fresh;
      fresh.catch(() => {
        if (token === fresh) token = undefined;
      });
    }
    return token;
  };
  return next => async request => {
    for (let logins = 0; ; logins++) {
      const used = current();
      const headers = { ...request.headers, Authorization: `Bearer ${await used}` };
      try {
        return await next({ ...request, headers });
      } catch (error) {
        // A token may be used up between login and request more than once; four in a row are no accident.
        if (!hasCode(error, "login_expired") || logins >= 4) throw error;
        if (token === used) token = undefined;
      }
    }
  };
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
    });
    return requiredText(answer.json, "access_token");
  } catch (error) {
    if (!hasCode(error, "refused", "login_expired")) throw error;
    throw new EngineError({
      code: "credentials_refused",
      operation,
      ...(error.status === undefined ? {} : { status: error.status }),
      message: `the engine refuses these credentials: ${wordsWithoutRemedy(error)}`,
      remedy:
        'Correct engine.username, or set the password again: pulumi config set --secret --path "engine.password"',
      cause: error,
    });
  }
}

/** The engine's own words, without what our error put around them. */
function wordsWithoutRemedy(error: EngineError): string {
  return error.message
    .replace(`${error.operation}: `, "")
    .replace(`. ${error.remedy}`, "")
    .replace(/\.* \(\d+\)$/, "");
}
