/**
 * @module What of a request says which nouns of a collection are wanted.
 */

import type { Fields } from "../search/match";
import { findIn } from "../search/match";
import type { Call } from "./route";

export function find<T>(call: Call<unknown>, nouns: T[], fields: Fields<T>): T[] {
  const max = call.query.get("max");
  return findIn(nouns, fields, {
    search: call.query.get("search") ?? undefined,
    caseSensitive: call.query.get("case_sensitive") !== "false",
    max: max === null ? undefined : Number(max),
  });
}

export function flag(call: Call<unknown>, name: string): boolean {
  return call.query.get(name) === "true" || call.query.get(name) === "";
}
