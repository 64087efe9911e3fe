/**
 * @module Writes answers as the engine's XML, from the same descriptions as JSON.
 */

import { type Body, isBody, type Value } from "./body";
import { type AnyShape, type ObjectType, resolve, type Scalar } from "./schema";
import { TextMemory } from "./text-memory";

const { remembered } = new TextMemory();
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function writeXml(element: string, type: ObjectType<unknown>, body: Body): string {
  return declaration + writeObject(element, type, body, "");
}

/** A collection: `<vms><vm/></vms>`. In pieces: lists are long. */
export function* writeXmlList(
  root: string,
  item: string,
  type: ObjectType<unknown>,
  bodies: Iterable<Body>,
): Generator<string> {
  let before = `${declaration}<${root}>\n`;
  for (const body of bodies) {
    yield before + writeObject(item, type, body, "    ");
    before = "";
  }
  yield before === "" ? `</${root}>\n` : `${declaration}<${root}/>\n`;
}

function writeObject(element: string, type: ObjectType<unknown>, body: Body, indent: string): string {
  let attributes = "";
  let children = "";
  for (const field in type.fields) {
    const value = body[field];
    const shape = type.fields[field];
    if (value === undefined || shape === undefined) {
      continue;
    }
    if (type.attributes.has(field)) {
      attributes += ` ${field}="${escapeText(String(value), true)}"`;
    } else {
      children += writeValue(field, shape, value, `${indent}    `);
    }
  }
  return children === ""
    ? `${indent}<${element}${attributes}/>\n`
    : `${indent}<${element}${attributes}>\n${children}${indent}</${element}>\n`;
}

function writeValue(element: string, anyShape: AnyShape, value: Value, indent: string): string {
  const shape = resolve(anyShape);
  switch (shape.kind) {
    case "object":
      return isBody(value) ? remembered(value, indent, () => writeObject(element, shape, value, indent)) : "";
    case "list": {
      const items = Array.isArray(value) ? value : [];
      if (!shape.wrapped) {
        return remembered(items, indent, () =>
          items.map(item => writeValue(shape.item, shape.of, item, indent)).join(""),
        );
      }
      const inner = items.map(item => writeValue(shape.item, shape.of, item, `${indent}    `)).join("");
      return inner === ""
        ? `${indent}<${element}/>\n`
        : `${indent}<${element}>\n${inner}${indent}</${element}>\n`;
    }
    default:
      return `${indent}<${element}>${escapeText(scalarText(shape, value), false)}</${element}>\n`;
  }
}

function scalarText(shape: Scalar<unknown>, value: Value): string {
  return shape.kind === "date" ? new Date(Number(value)).toISOString() : String(value);
}

/** XML 1.0 has no place at all for control characters other than these three. */
function possible(character: string): string {
  return character === "\t" || character === "\n" || character === "\r" ? character : "";
}

const special = /[&<>"\p{Cc}]/u;

function escapeText(text: string, inAttribute: boolean): string {
  if (!special.test(text)) {
    return text;
  }
  const escaped = text
    .replace(/\p{Cc}/gu, possible)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return inAttribute
    ? escaped.replaceAll('"', "&quot;").replaceAll("\n", "&#10;")
    : escaped.replaceAll("\r", "&#13;");
}
