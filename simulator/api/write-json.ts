/**
 * @module Writes answers as the engine's JSON: numbers and booleans are strings, dates and decimals are numbers, a list
 * is an object with one member, an empty list is `{ }`.
 */

import { type Body, isBody, type Value } from "./body";
import { type AnyShape, type ObjectType, resolve, type Scalar } from "./schema";
import { TextMemory } from "./text-memory";

export function writeJson(type: ObjectType<unknown>, body: Body): string {
  return writeObject(type, body, "");
}

/** A collection: `{"vm": [...]}`. In pieces: lists are long. */
export function* writeJsonList(
  item: string,
  type: ObjectType<unknown>,
  bodies: Iterable<Body>,
): Generator<string> {
  let before = `{\n  "${item}" : [ `;
  for (const body of bodies) {
    yield before + writeObject(type, body, "  ");
    before = ", ";
  }
  yield before === ", " ? " ]\n}" : "{ }";
}

const { remembered } = new TextMemory();

function writeObject(type: ObjectType<unknown>, body: Body, indent: string): string {
  const inner = `${indent}  `;
  let text = "";
  for (const field in type.fields) {
    const value = body[field];
    const shape = type.fields[field];
    if (value === undefined || shape === undefined) {
      continue;
    }
    text += `${text === "" ? "" : ",\n"}${inner}"${field}" : ${writeValue(resolve(shape), value, inner)}`;
  }
  return text === "" ? "{ }" : `{\n${text}\n${indent}}`;
}

function writeValue(shape: ReturnType<typeof resolve>, value: Value, indent: string): string {
  switch (shape.kind) {
    case "object":
      return isBody(value) ? remembered(value, indent, () => writeObject(shape, value, indent)) : "{ }";
    case "list": {
      const items = Array.isArray(value) ? value : [];
      if (!shape.wrapped) {
        return remembered(items, indent, () => writeArray(shape.of, items, indent));
      }
      const inner = `${indent}  `;
      return items.length === 0
        ? "{ }"
        : `{\n${inner}"${shape.item}" : ${writeArray(shape.of, items, inner)}\n${indent}}`;
    }
    default:
      return writeScalar(shape, value);
  }
}

function writeArray(of: AnyShape, items: Value[], indent: string): string {
  const shape = resolve(of);
  let text = "";
  for (const item of items) {
    text += `${text === "" ? "" : ", "}${writeValue(shape, item, indent)}`;
  }
  return text === "" ? "[ ]" : `[ ${text} ]`;
}

function writeScalar(shape: Scalar<unknown>, value: Value): string {
  return shape.kind === "date" || shape.kind === "decimal" ? String(value) : JSON.stringify(String(value));
}
