/**
 * @module Reads requests written as JSON. As strict as the engine's reader: an unknown field is refused by name, a value
 * that is not of its kind makes the request "syntactically incorrect". Numbers and booleans may be strings.
 */

import type { Body, Value } from "./body";
import { scalarFromText } from "./read-scalar";
import { type AnyShape, type ObjectType, resolve } from "./schema";

/** The engine answers this as text/html, in the words of its JSON library. */
export class UnknownField extends Error {
  constructor(field: string, className: string) {
    super(
      `Unrecognized field "${field}" (class org.ovirt.engine.api.model.${className}), not marked as ignorable`,
    );
  }
}

/** Not JSON, or not of the kind that stands in the description. */
export class Malformed extends Error {}

export function readJson(type: ObjectType<unknown>, source: string): Body {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    throw new Malformed("not JSON");
  }
  return readObject(type, parsed);
}

function readObject(type: ObjectType<unknown>, input: unknown): Body {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new Malformed(`not an object: ${type.className}`);
  }
  const body: Body = {};
  for (const [field, value] of Object.entries(input)) {
    const shape = Object.hasOwn(type.fields, field) ? type.fields[field] : undefined;
    if (shape === undefined) {
      throw new UnknownField(field, type.className);
    }
    if (value !== null) {
      body[field] = readValue(shape, value);
    }
  }
  return body;
}

function readValue(anyShape: AnyShape, input: unknown): Value {
  const shape = resolve(anyShape);
  switch (shape.kind) {
    case "object":
      return readObject(shape, input);
    case "list":
      return readList(shape.of, shape.wrapped ? unwrap(shape.item, input) : input);
    default: {
      if (typeof input === "object") {
        throw new Malformed("a text, number or boolean was expected");
      }
      const value = scalarFromText(shape, String(input));
      if (value === undefined) {
        throw new Malformed(`${String(input)} is not of its kind`);
      }
      return value;
    }
  }
}

function unwrap(item: string, input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new Malformed(`a list of ${item} was expected`);
  }
  for (const [field, value] of Object.entries(input)) {
    if (field !== item) {
      throw new UnknownField(field, listClass(item));
    }
    return value ?? [];
  }
  return [];
}

/** `custom_property` -> `CustomProperties`: the engine's lists are classes of their own. */
function listClass(item: string): string {
  const words = item.split("_").map(word => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join("").replace(/y$/, "ie").concat("s");
}

function readList(of: AnyShape, input: unknown): Value[] {
  if (!Array.isArray(input)) {
    throw new Malformed("a list was expected");
  }
  return input.map(item => readValue(of, item));
}
