/**
 * @module Reading the engine's JSON without trusting it.
 *
 * The engine writes numbers and booleans as strings, dates as numbers, and an empty collection as `{ }`
 * (docs/facts/ovirt.md). Readers accept both spellings and give `undefined` for what is absent.
 */

import { EngineError } from "./errors";

export type Json = Readonly<Record<string, unknown>>;

/** What was asked when an answer, or a part of one, came: for the error when it is none. */
const operations = new WeakMap<Json, string>();

/** Notes what was asked. */
export function answerTo(operation: string, answer: Json): Json {
  operations.set(answer, operation);
  return answer;
}

/** A part belongs to the same question as the whole. */
function partOf(whole: Json, part: Json): Json {
  const operation = operations.get(whole);
  return operation === undefined ? part : answerTo(operation, part);
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that has to be there. */
export function requiredText(json: Json, key: string): string {
  const value = text(json, key);
  if (value === undefined) throw unexpected(json, `there is no "${key}"`);
  return value;
}

export function text(json: Json, key: string): string | undefined {
  const value = json[key];
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

export function flag(json: Json, key: string): boolean {
  return text(json, key) === "true";
}

export function number(json: Json, key: string): number | undefined {
  const value = Number(text(json, key) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

export function object(json: Json, key: string): Json {
  const value = json[key];
  return partOf(json, isObject(value) ? value : {});
}

/**
 * The members of a collection such as `{"vm": [...]}`. The engine writes an empty one as `{ }`: something else instead
 * of the members is no collection, and says nothing of how many there are.
 */
export function list(json: Json, key: string): Json[] {
  const value = json[key];
  if (value === undefined) {
    const others = Object.keys(json).filter(other => !besides.has(other));
    if (others.length === 0) return [];
    throw unexpected(json, `there is ${JSON.stringify(others[0]?.slice(0, 40))} in the place of "${key}"`);
  }
  if (!Array.isArray(value) || !value.every(isObject)) throw unexpected(json, `"${key}" is no list`);
  return value.map(member => partOf(json, member));
}

/** What may stand beside the members of a collection, or alone when it has none. */
const besides = new Set(["actions", "active", "size", "total", "href", "id"]);

/** The error for an answer that no engine gives. */
export function unexpected(json: Json, what: string): EngineError {
  return new EngineError({
    code: "unexpected_answer",
    operation: operations.get(json) ?? "reading an answer",
    message: `the engine's answer is not of the form of its API: ${what}`,
    remedy: "Check that engine.url is the API of an oVirt 4 engine and that no proxy changes its answers",
  });
}
