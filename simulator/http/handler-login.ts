/**
 * @module Who asks: by bearer token, or by name and password with every request.
 */

import type { User } from "../engine/directory";
import type { Engine } from "../engine/engine";
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
    const account = await accountOf(engine, exchange);
    if (typeof account === "string") {
      exchange.reply.headers["WWW-Authenticate"] = 'Basic realm="RESTAPI"';
      const html = `<html><head><title>Error</title></head><body>${account}</body></html>`;
      answer(exchange, 401, "text/html;charset=UTF-8", html);
      return;
    }
    const user = userOf(engine, account);
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
async function accountOf(engine: Engine, exchange: Exchange): Promise<Account | string> {
  const [scheme = "", credentials = ""] = (exchange.headers.authorization ?? "").split(" ");
  if (scheme.toLowerCase() === "bearer") {
    return (
      engine.sessions.use(credentials)?.account ??
      "invalid_grant: The provided authorization grant for the auth code has expired."
    );
  }
  if (scheme.toLowerCase() === "basic") {
    const [user = "", ...password] = Buffer.from(credentials, "base64").toString("utf8").split(":");
    try {
      return await authenticate(engine, user, password.join(":"));
    } catch (error) {
      return `access_denied: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return "Unauthorized";
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
