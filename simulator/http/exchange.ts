/**
 * @module One request on its way through the handlers, and its answer on the way back.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "../engine/caller";

export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array;
}

export interface Exchange {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
  reply: Reply;
  /** Set by the handler that logs in. */
  caller?: Caller;
  /** The connection itself, for handlers that break it. */
  raw: { request: IncomingMessage; response: ServerResponse };
  /** A handler has dealt with the connection itself: nothing is to be written. */
  taken: boolean;
}

/** A link of the chain: does its part before, after or instead of the next ones. */
export type Handler = (exchange: Exchange, next: () => Promise<void>) => Promise<void>;

export async function runChain(handlers: Handler[], exchange: Exchange): Promise<void> {
  const call = async (index: number): Promise<void> => {
    const handler = handlers[index];
    if (handler !== undefined) {
      await handler(exchange, () => call(index + 1));
    }
  };
  await call(0);
}

export function answer(
  exchange: Exchange,
  status: number,
  contentType: string | undefined,
  body: string | Uint8Array,
): void {
  exchange.reply.status = status;
  exchange.reply.body = body;
  if (contentType !== undefined) {
    exchange.reply.headers["Content-Type"] = contentType;
  }
}
