/**
 * @module What a place of the API can be asked and what it answers, apart from HTTP and from both encodings.
 */

import type { Caller } from "../engine/caller";
import type { Engine } from "../engine/engine";
import type { Noun } from "./nouns";
import type { ObjectType } from "./schema";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Call<B> {
  engine: Engine;
  caller: Caller;
  /** Variable parts of the path. */
  parts: Record<string, string>;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: B;
}

export type Answer =
  | { kind: "entity"; status: number; noun: Noun<unknown>; body: object; location?: string }
  | { kind: "list"; noun: Noun<unknown>; bodies: Iterable<object> }
  | { kind: "bytes"; contentType: string; content: Uint8Array };

export interface Route {
  method: Method;
  /** Below `/ovirt-engine/api`, as `/vms/:id`. */
  path: string;
  /** Where the engine's documentation has it: `services/vms/methods/add`. */
  doc: string;
  reads?: ObjectType<unknown>;
  /** Faults stand in an action, together with what the request said. */
  action?: { answers: object };
  handle(call: Call<unknown>): Answer | Promise<Answer>;
}

export function get(path: string, handle: (call: Call<undefined>) => Answer | Promise<Answer>): Route {
  return { method: "GET", path, doc: "", handle: call => handle({ ...call, body: undefined }) };
}

export function remove(path: string, handle: (call: Call<undefined>) => Answer): Route {
  return { method: "DELETE", path, doc: "", handle: call => handle({ ...call, body: undefined }) };
}

/** `doc`: service and method, such as `vms add`. */
export function receive<B>(
  method: "POST" | "PUT",
  path: string,
  doc: string,
  reads: ObjectType<B>,
  handle: (call: Call<B>) => Answer | Promise<Answer>,
): Route {
  const [service, name] = doc.split(" ");
  return {
    method,
    path,
    doc: `services/${service}/methods/${name}`,
    reads: reads as ObjectType<unknown>,
    // The body was read by `reads`, so it is a B.
    handle: call => handle(call as Call<B>),
  };
}

export function list<T extends object>(noun: Noun<T>, bodies: Iterable<T>): Answer {
  return { kind: "list", noun, bodies };
}

export function one<T extends object>(noun: Noun<T>, body: T): Answer {
  return { kind: "entity", status: 200, noun, body };
}

export function created<T extends { href?: string }>(noun: Noun<T>, body: T): Answer {
  return { kind: "entity", status: 201, noun, body, location: body.href };
}

export function accepted<T extends object>(noun: Noun<T>, body: T): Answer {
  return { kind: "entity", status: 202, noun, body };
}
