/**
 * @module The control interface: plain HTTP on loopback, JSON, for tests and for curl. `GET /` tells what can be said.
 */

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { BadOrder, type Controlled, type Route } from "./route";
import { routes } from "./routes";

export interface ControlServer {
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";

/** `port`: 0 for one that is free. */
export async function startControlServer(controlled: Controlled, port = 0): Promise<ControlServer> {
  const server = createServer((request, response) => {
    obey(request).then(
      ({ status, type, body }) => {
        response.writeHead(status, { "Content-Type": type, Connection: "close" });
        response.end(body);
      },
      (error: unknown) => {
        response.writeHead(500, { "Content-Type": "text/plain" });
        response.end(`the simulator itself has failed: ${error instanceof Error ? error.stack : error}\n`);
      },
    );
  });

  async function obey(request: IncomingMessage): Promise<{ status: number; type: string; body: string }> {
    const url = new URL(request.url ?? "/", `http://${HOST}`);
    if (url.pathname === "/") {
      return { status: 200, type: "text/plain;charset=UTF-8", body: help(base()) };
    }
    const route = routes.find(({ method, path }) => method === request.method && path === url.pathname);
    if (route === undefined) {
      return json(404, { error: `there is no ${request.method} ${url.pathname}; GET / tells what there is` });
    }
    try {
      return json(200, await route.carryOut(controlled, await bodyOf(request), url.searchParams));
    } catch (error) {
      if (error instanceof BadOrder) {
        return json(400, { error: error.message });
      }
      throw error;
    }
  }

  const base = () => `http://${HOST}:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  return {
    url: base(),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(status: number, value: unknown) {
  return { status, type: "application/json", body: `${JSON.stringify(value, null, 2)}\n` };
}

/** Whatever content type is said: `curl -d` says a wrong one. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
  }
  if (text.trim() === "") {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new BadOrder(`the body is not JSON: ${text.slice(0, 100)}`);
  }
}

/** One line of curl for each route. */
function help(base: string): string {
  return `${routes.map(route => `# ${route.does}\n${curl(route, base)}\n`).join("\n")}`;
}

function curl(route: Route, base: string): string {
  const method = route.method === "GET" || route.example !== undefined ? "" : ` -X ${route.method}`;
  const data = route.example === undefined ? "" : ` -d '${JSON.stringify(route.example)}'`;
  return `curl${method}${data} ${base}${route.path}`;
}
