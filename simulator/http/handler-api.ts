/**
 * @module The API itself: finds the route, reads the body, writes what the route answers or why it does not.
 */

import { plain } from "../api/body";
import { follow, NothingToFollow } from "../api/follow";
import { nouns } from "../api/nouns";
import { Malformed, UnknownField } from "../api/read-json";
import type { Answer, Call, Route } from "../api/route";
import { type Match, Router } from "../api/router";
import { rootLinks } from "../api/views/root-view";
import type { Engine } from "../engine/engine";
import { EngineFault } from "../engine/fault";
import { acceptedEncoding, type Encoding, sentEncoding } from "./encoding";
import { answer, type Exchange, type Handler } from "./exchange";

const html = "text/html;charset=UTF-8";
const prefix = /^\/ovirt-engine\/api(\/v4)?(?=\/|;|$)/;

export function api(engine: Engine): Handler {
  const router = new Router();
  return async exchange => {
    if (!prefix.test(exchange.path) || exchange.caller === undefined) {
      answer(exchange, 404, html, "<html><head><title>Error</title></head><body>Not Found</body></html>");
      return;
    }
    const path = withoutMatrix(exchange);
    const match = router.find(exchange.method === "HEAD" ? "GET" : exchange.method, path);
    if (match === undefined) {
      noRoute(exchange, path, router);
      return;
    }
    const encoding = acceptedEncoding(exchange.headers.accept);
    if (encoding === undefined) {
      answer(exchange, 406, undefined, "");
      return;
    }
    await handle(engine, router, exchange, match, encoding);
  };
}

/** `/events;from=10` says what `/events?from=10` says. */
function withoutMatrix(exchange: Exchange): string {
  const path = exchange.path.replace(prefix, "");
  for (const [, name = "", value = ""] of path.matchAll(/;([^;=/]+)(?:=([^;/]*))?/g)) {
    exchange.query.set(name, decodeURIComponent(value));
  }
  return path.replace(/;[^/]*/g, "") || "/";
}

function noRoute(exchange: Exchange, path: string, router: Router): void {
  const allowed = router.allowed(path);
  if (allowed.length > 0) {
    exchange.reply.headers.Allow = ["HEAD", ...allowed, "OPTIONS"].join(", ");
    answer(exchange, 405, undefined, "");
    return;
  }
  const full = `https://${exchange.headers.host}/ovirt-engine/api/v4${path}`;
  answer(exchange, 404, html, `RESTEASY003210: Could not find resource for full path: ${full}`);
}

async function handle(
  engine: Engine,
  router: Router,
  exchange: Exchange,
  { route, parts }: Match,
  encoding: Encoding,
): Promise<void> {
  const { caller } = exchange;
  if (caller === undefined) {
    return;
  }
  if (!caller.user.administrator && !caller.filtered) {
    const fault = new EngineFault(
      400,
      "Operation Failed",
      "query execution failed due to insufficient permissions.",
    );
    writeFault(exchange, encoding, route, fault, undefined);
    return;
  }
  let body: object | undefined;
  if (route.reads !== undefined) {
    const sent = sentEncoding(exchange.headers["content-type"]);
    if (sent === undefined) {
      answer(exchange, 415, undefined, "");
      return;
    }
    try {
      body = sent.read(route.reads, exchange.body);
    } catch (error) {
      writeUnreadable(exchange, encoding, route, error);
      return;
    }
  }
  const call: Call<unknown> = {
    engine,
    caller,
    parts,
    query: exchange.query,
    headers: exchange.headers,
    body,
  };
  try {
    const result = await route.handle(call);
    writeAnswer(exchange, encoding, await followed(result, router, call));
  } catch (error) {
    if (error instanceof EngineFault) {
      writeFault(exchange, encoding, route, error, body);
    } else if (error instanceof NothingToFollow) {
      const page = `<html><head><title>ERROR</title></head><body><h1>Internal Server Error</h1><pre>${error.message}</pre></body></html>`;
      answer(exchange, 500, html, page);
    } else {
      throw error;
    }
  }
}

async function followed(result: Answer, router: Router, call: Call<unknown>): Promise<Answer> {
  const paths = call.query.get("follow");
  if (paths === null || paths === "") {
    return result;
  }
  return follow(result, paths, async href => {
    const match = router.find("GET", href.replace(prefix, ""));
    if (match === undefined) {
      throw new NothingToFollow();
    }
    return match.route.handle({ ...call, parts: match.parts, query: new URLSearchParams(), body: undefined });
  });
}

function writeAnswer(exchange: Exchange, encoding: Encoding, result: Answer): void {
  const host = `https://${exchange.headers.host}`;
  switch (result.kind) {
    case "bytes":
      answer(exchange, 200, result.contentType, result.content);
      return;
    case "list":
      answer(exchange, 200, encoding.contentType, encoding.list(result.noun, result.bodies));
      return;
    case "entity":
      if (result.location !== undefined) {
        // The engine doubles the path; clients must not use it.
        exchange.reply.headers.Location = `${host}/ovirt-engine/api/v4${result.location}`;
      }
      if (result.noun === nouns.api) {
        exchange.reply.headers.Link = rootLinks
          .map(({ href, rel }) => `<${host}${href}>; rel=${rel}`)
          .join(",");
      }
      answer(exchange, result.status, encoding.contentType, encoding.one(result.noun, result.body));
  }
}

function writeUnreadable(exchange: Exchange, encoding: Encoding, route: Route, error: unknown): void {
  if (error instanceof UnknownField) {
    answer(exchange, 400, html, error.message);
  } else if (error instanceof Malformed) {
    const detail = `For correct usage, see: https://${exchange.headers.host}/ovirt-engine/apidoc#${route.doc}`;
    const fault = { detail, reason: "Request syntactically incorrect." };
    answer(exchange, 400, encoding.contentType, encoding.one(nouns.fault, fault));
  } else {
    throw error;
  }
}

function writeFault(
  exchange: Exchange,
  encoding: Encoding,
  route: Route,
  fault: EngineFault,
  body: object | undefined,
): void {
  const { status, reason, detail } = fault;
  if (fault.form === "empty") {
    answer(exchange, status, undefined, "");
  } else if (route.action !== undefined && fault.form === "fault") {
    const said = { ...(body === undefined ? {} : plain(body)), ...route.action.answers };
    const action = { ...said, fault: { detail, reason }, status: "failed" };
    answer(exchange, status, encoding.contentType, encoding.one(nouns.action, action));
  } else {
    answer(exchange, status, encoding.contentType, encoding.one(nouns.fault, { detail, reason }));
  }
}
