/**
 * @module The HTTPS server: reads a request, sends it through the chain of handlers, writes the answer.
 */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { type Exchange, type Handler, runChain } from "./exchange";

export interface Certificate {
  key: string;
  cert: string;
}

export interface ServerOptions {
  certificate: Certificate;
  handlers: Handler[];
  /** Stands before the handlers: what breaks requests on purpose. */
  wrap(listener: RequestListener): RequestListener;
}

const host = "127.0.0.1";

export class HttpServer {
  readonly #server: https.Server;
  #port = 0;
  #ended = false;

  constructor({ certificate, handlers, wrap }: ServerOptions) {
    const listener: RequestListener = (request, response) => {
      void this.#serve(request, response, handlers);
    };
    const wrapped = wrap(listener);
    this.#server = https.createServer({ ...certificate, keepAliveTimeout: 30_000 }, wrapped);
    // The engine's own expectations, such as `201-created`, are none that Node knows.
    this.#server.on("checkExpectation", wrapped);
  }

  /** Port 0: any free one, and the same again after a pause. Answers the port. */
  async listen(port = this.#port): Promise<number> {
    if (this.#ended) {
      return this.#port;
    }
    if (this.#server.listening) {
      return this.#port;
    }
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    return this.#port;
  }

  /** Nobody can connect, and connections that stand are cut. */
  async close(): Promise<void> {
    if (!this.#server.listening) {
      return;
    }
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Closed for good, whoever wants to open it again. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse, handlers: Handler[]): Promise<void> {
    try {
      const exchange = await readExchange(request, response);
      await runChain(handlers, exchange);
      if (!exchange.taken) {
        writeReply(response, exchange);
      }
    } catch (error) {
      if (!response.headersSent && !response.destroyed) {
        response.writeHead(500, { "Content-Type": "text/html;charset=UTF-8" });
        response.end(`<html><body>${String(error)}</body></html>`);
      }
    }
  }
}

async function readExchange(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const url = new URL(request.url ?? "/", "https://engine");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
    reply: { status: 404, headers: {}, body: "" },
    raw: { request, response },
    taken: false,
  };
}

function writeReply(response: ServerResponse, { reply, method }: Exchange): void {
  const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  response.writeHead(reply.status, { ...reply.headers, "Content-Length": body.length });
  response.end(method === "HEAD" ? undefined : body);
}
