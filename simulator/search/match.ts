/**
 * @module Which nouns a search finds. What fields a noun has to be found by is told by a table per noun.
 */

import { type Condition, parseSearch } from "./parse";

/** A field's value, or its values when it has several. */
export type Found = string | number | undefined | (string | undefined)[];

export type Fields<T> = Record<string, (noun: T) => Found>;

export interface Wanted {
  search?: string;
  caseSensitive: boolean;
  max?: number;
}

/** The nouns that are found, in the order and the page that the search asks for. */
export function findIn<T>(nouns: T[], fields: Fields<T>, wanted: Wanted): T[] {
  const search = parseSearch(wanted.search ?? "");
  if (search === undefined || !knowsFields(search, fields)) {
    return [];
  }
  let found = nouns;
  if (search.anyOf.length > 0) {
    const tests = search.anyOf.map(all =>
      all.map(condition => test(condition, fields, wanted.caseSensitive)),
    );
    found = nouns.filter(noun => tests.some(all => all.every(matches => matches(noun))));
  }
  const { sortBy } = search;
  if (sortBy !== undefined) {
    const key = fields[sortBy.field];
    found = [...found].sort((a, b) => compare(key?.(a), key?.(b)) * (sortBy.descending ? -1 : 1));
  }
  if (wanted.max === undefined || wanted.max < 0) {
    return found;
  }
  const start = (search.page - 1) * wanted.max;
  return found.slice(start, start + wanted.max);
}

function knowsFields<T>(search: ReturnType<typeof parseSearch>, fields: Fields<T>): boolean {
  const named = search?.anyOf.flat().flatMap(condition => condition.field ?? []) ?? [];
  const sorted = search?.sortBy === undefined ? [] : [search.sortBy.field];
  return [...named, ...sorted].every(field => Object.hasOwn(fields, field));
}

function test<T>(condition: Condition, fields: Fields<T>, caseSensitive: boolean): (noun: T) => boolean {
  if (/[;"']/.test(condition.value)) {
    return () => false;
  }
  const { field, relation } = condition;
  if (field === undefined) {
    const pattern = wildcard(`*${condition.value}*`, false);
    const all = Object.values(fields);
    return noun => all.some(read => texts(read(noun)).some(text => pattern.test(text)));
  }
  const read = fields[field] ?? (() => undefined);
  if (relation === "=" || relation === "!=") {
    const pattern = wildcard(condition.value, caseSensitive && !lenient.has(field));
    return noun => texts(read(noun)).some(text => pattern.test(text)) === (relation === "=");
  }
  return noun => texts(read(noun)).some(text => holds(compare(text, condition.value), relation));
}

/** Enums are written in any case. */
const lenient = new Set(["status", "severity", "type"]);

function wildcard(value: string, caseSensitive: boolean): RegExp {
  const pattern = value.split("*").map(escapePattern).join(".*");
  return new RegExp(`^${pattern}$`, caseSensitive ? "s" : "si");
}

function escapePattern(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}

function texts(found: Found): string[] {
  const all = Array.isArray(found) ? found : [found];
  return all.flatMap(value => (value === undefined ? [] : [String(value)]));
}

function compare(a: Found, b: Found): number {
  const [left = "", right = ""] = [texts(a)[0], texts(b)[0]];
  const numeric = left !== "" && right !== "" && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right));
  if (numeric) {
    return Number(left) - Number(right);
  }
  return left < right ? -1 : Number(left > right);
}

function holds(order: number, relation: "<" | ">" | "<=" | ">="): boolean {
  switch (relation) {
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    default:
      return order >= 0;
  }
}
