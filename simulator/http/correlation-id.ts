/**
 * @module The correlation id of a request: the caller's own, cleaned, or a new one.
 */

import type { Exchange } from "./exchange";

const longest = 50;

export function correlationId(exchange: Exchange, fresh: () => string): string {
  const given = exchange.headers["correlation-id"] ?? exchange.query.get("correlation_id") ?? "";
  const clean = given.replace(/[^0-9a-zA-Z_-]/g, "").slice(0, longest);
  return clean === "" ? fresh() : clean;
}
