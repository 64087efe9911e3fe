/**
 * @module Reading the engine's JSON without trusting it.
 *
 * The engine writes numbers and booleans as strings, dates as numbers, and an empty collection as `{ }`
 * (facts/ovirt.md). Readers accept both spellings and give `undefined` for what is absent.
 */

import { EngineError } from "./errors";

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that has to be there. */
export function requiredText(json: Json, key: string): string {
  const value = text(json, key);
  if (value === undefined) throw unexpected(`no "${key}"`);
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
  return isObject(value) ? value : {};
}

/** The members of a collection such as `{"vm": [...]}`; empty where the engine leaves the list out. */
export function list(json: Json, key: string): Json[] {
  const value = json[key];
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isObject)) throw unexpected(`"${key}" is no list`);
  return value;
}

/** The error for an answer that no engine gives. */
export function unexpected(what: string): EngineError {
  return new EngineError({
    code: "unexpected_answer",
    operation: "reading an answer",
    message: `the engine's answer is not of the form of its API: ${what}`,
    remedy: "Check that engine.url is the API of an oVirt 4 engine and that no proxy changes its answers",
  });
}
