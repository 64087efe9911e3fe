/**
 * @module Logging in and out: the SSO service's token endpoint, with its quirks.
 */

import type { Engine } from "../engine/engine";
import { answer, type Exchange, type Handler } from "./exchange";

const tokenPath = "/ovirt-engine/sso/oauth/token";
const logoutPath = "/ovirt-engine/services/sso-logout";
const revokePath = "/ovirt-engine/sso/oauth/revoke";

const extraScopes =
  "ovirt-ext=token-info:authz-search ovirt-ext=token-info:public-authz-search ovirt-ext=token-info:validate ovirt-ext=token:password-access";

const cookie = "locale=en_US; path=/; secure; HttpOnly; Max-Age=2147483647";

class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function sso(engine: Engine): Handler {
  return async (exchange, next) => {
    switch (exchange.path) {
      case tokenPath:
        await token(engine, exchange);
        return;
      case logoutPath:
      case revokePath:
        engine.sessions.revoke(parameters(exchange).get("token") ?? "");
        exchange.reply.headers["Set-Cookie"] = cookie;
        answer(exchange, 200, "application/json", "{ }");
        return;
      default:
        await next();
    }
  };
}

/** The form's fields, or the query's. */
function parameters(exchange: Exchange): URLSearchParams {
  return exchange.method === "GET" ? exchange.query : new URLSearchParams(exchange.body);
}

async function token(engine: Engine, exchange: Exchange): Promise<void> {
  Object.assign(exchange.reply.headers, {
    "Set-Cookie": cookie,
    "X-XSS-PROTECTION": "1; MODE=BLOCK",
    "X-FRAME-OPTIONS": "SAMEORIGIN",
    "X-CONTENT-TYPE-OPTIONS": "NOSNIFF",
  });
  try {
    const session = await logIn(engine, exchange.headers.accept ?? "", parameters(exchange));
    answer(
      exchange,
      200,
      "application/json",
      JSON.stringify({
        access_token: session.token,
        scope: session.scope,
        exp: String(session.expires),
        token_type: "bearer",
      }),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const body = JSON.stringify({ error_code: error.code, error: error.message });
    answer(exchange, 400, "application/json", body);
  }
}

async function logIn(engine: Engine, accept: string, given: URLSearchParams) {
  if (!accept.includes("application/json")) {
    throw new Refusal("invalid_request", "Missing parameter: 'Accept Header'");
  }
  const grant = given.get("grant_type");
  if (grant !== "password" && grant !== "urn:ovirt:params:oauth:grant-type:http") {
    throw new Refusal(
      "unsupported_grant_type",
      "The authorization grant type is not supported by the authorization server.",
    );
  }
  for (const name of ["username", "password"]) {
    if (!given.has(name)) {
      throw new Refusal("invalid_request", `Missing parameter: '${name}'`);
    }
  }
  const user = given.get("username") ?? "";
  const account = await authenticate(engine, user, given.get("password") ?? "");
  const scope = given.get("scope") ?? "";
  return engine.sessions.open(account, scope.includes("ovirt-app-api") ? `${scope} ${extraScopes}` : scope);
}

/** Refuses in the words of the SSO service, after some time. */
export async function authenticate(engine: Engine, user: string, password: string) {
  const profile = user.includes("@") ? user.slice(user.lastIndexOf("@") + 1) : undefined;
  if (profile === undefined || !engine.sessions.hasProfile(profile)) {
    const who = profile === undefined ? `${user}@N/A` : user;
    throw new Refusal(
      "access_denied",
      `Cannot authenticate user '${who}': No valid profile found in credentials..`,
    );
  }
  const account = engine.sessions.account(user);
  if (account === undefined || account.password !== password) {
    await new Promise<void>(resolve => engine.after("refusedLogin", resolve));
    throw new Refusal(
      "access_denied",
      `Cannot authenticate user '${user}': Unable to log in. Verify your login information or contact the system administrator..`,
    );
  }
  return account;
}
