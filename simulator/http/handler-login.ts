/**
 * @module Who asks: by bearer token, or by name and password with every request.
 */

import { type User, userName } from "../engine/directory";
import type { Engine } from "../engine/engine";
import { mayLogIn } from "../engine/may";
import type { Session } from "../engine/sessions";
import type { Account } from "../engine/settings";
import { correlationId } from "./correlation-id";
import { answer, type Exchange, type Handler } from "./exchange";
import { authenticate } from "./handler-sso";

export function login(engine: Engine): Handler {
  return async (exchange, next) => {
    if (!/^\/ovirt-engine\/api(\/|;|$)/.test(exchange.path)) {
      await next();
      return;
    }
    const user = await userFrom(engine, exchange);
    if (typeof user === "string") {
      exchange.reply.headers["WWW-Authenticate"] = 'Basic realm="RESTAPI"';
      const html = `<html><head><title>Error</title></head><body>${user}</body></html>`;
      answer(exchange, 401, "text/html;charset=UTF-8", html);
      return;
    }
    exchange.caller = {
      user,
      correlationId: correlationId(exchange, () => engine.ids.next()),
      filtered: filtered(exchange, user),
      jobId: exchange.query.get("job_id") ?? undefined,
    };
    exchange.reply.headers["Correlation-Id"] = exchange.caller.correlationId;
    await next();
  };
}

/** Text: why not. */
async function userFrom(engine: Engine, exchange: Exchange): Promise<User | string> {
  const [scheme = "", credentials = ""] = (exchange.headers.authorization ?? "").split(" ");
  if (scheme.toLowerCase() === "bearer") {
    const session = engine.sessions.use(credentials);
    return session === undefined
      ? "invalid_grant: The provided authorization grant for the auth code has expired."
      : underToken(engine, session);
  }
  if (scheme.toLowerCase() === "basic") {
    const [user = "", ...password] = Buffer.from(credentials, "base64").toString("utf8").split(":");
    try {
      const account = await authenticate(engine, user, password.join(":"));
      // Its session ends with the request.
      return admit(engine, account);
    } catch (error) {
      return `access_denied: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return "Unauthorized";
}

/**
 * The engine looks for its session, asks SSO for the user, and makes one, without a lock: each request that comes before
 * the first session is there makes another.
 */
async function underToken(engine: Engine, session: Session): Promise<User | string> {
  if (session.held > 0) {
    return userOf(engine, session.account);
  }
  if (engine.durations.openSession > 0) {
    await new Promise<void>(resolve => engine.after("openSession", resolve));
  }
  const user = admit(engine, session.account);
  if (typeof user !== "string") {
    session.held += 1;
  }
  return user;
}

/** In the words of the engine, which has the password's word from SSO and asks for permissions itself. */
function admit(engine: Engine, account: Account): User | string {
  const user = userOf(engine, account);
  const profile = account.name.slice(account.name.lastIndexOf("@") + 1);
  if (!mayLogIn(engine, user)) {
    return `The user ${userName(user)} with profile [${profile}] is not authorized to perform login`;
  }
  const most = engine.settings.maxUserSessions;
  if (most !== undefined && engine.sessions.held(account) >= most) {
    return `Unable to login user ${userName(user)} with profile [${profile}] because the maximum number of allowed sessions ${most} is exceeded`;
  }
  return user;
}

function userOf(engine: Engine, account: Account): User {
  const principal = account.name.slice(0, account.name.lastIndexOf("@"));
  for (const user of engine.users.values()) {
    if (user.principal === principal) {
      return user;
    }
  }
  throw new Error(`the account ${account.name} has no user in the directory`);
}

/** Who is no administrator sees a filtered view. */
function filtered(exchange: Exchange, user: User): boolean {
  const header = exchange.headers.filter;
  return header === undefined ? !user.administrator : header.toLowerCase() === "true";
}
