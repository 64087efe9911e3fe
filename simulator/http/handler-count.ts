/**
 * @module Counts requests by kind: `GET vms`, `POST vms/{id}/start`.
 */

import type { Handler } from "./exchange";

export type RequestCounts = Record<string, number>;

const prefix = /^\/ovirt-engine\/(api\/(v4\/)?)?/;
const id = /(^|\/)([0-9a-f]{8}-[0-9a-f-]{27}|\d+)(?=\/|$)/g;

export function kindOf(method: string, path: string): string {
  return `${method} ${path.replace(prefix, "").replace(id, "$1{id}")}`;
}

export function countRequests(counts: RequestCounts): Handler {
  return async (exchange, next) => {
    const kind = kindOf(exchange.method, exchange.path);
    counts[kind] = (counts[kind] ?? 0) + 1;
    await next();
  };
}
