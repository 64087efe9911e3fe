/**
 * @module Reads requests written as XML. Elements that the engine does not know are passed over in silence, which is what
 * its reader does; a value that is not of its kind makes the request "syntactically incorrect".
 */

import { SaxesParser } from "saxes";
import type { Body, Value } from "./body";
import { Malformed } from "./read-json";
import { scalarFromText } from "./read-scalar";
import { type AnyShape, type ObjectType, resolve } from "./schema";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

export function readXml(type: ObjectType<unknown>, source: string): Body {
  return readObject(type, parse(source));
}

function parse(source: string): Element {
  const parser = new SaxesParser();
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [top];
  const current = (): Element => open.at(-1) ?? top;
  parser.on("opentag", tag => {
    const element = { name: tag.name, attributes: tag.attributes, children: [], text: "" };
    current().children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", text => {
    current().text += text;
  });
  parser.on("cdata", text => {
    current().text += text;
  });
  try {
    parser.write(source).close();
  } catch {
    throw new Malformed("not XML");
  }
  const root = top.children[0];
  if (root === undefined) {
    throw new Malformed("no element");
  }
  return root;
}

function readObject(type: ObjectType<unknown>, element: Element): Body {
  const body: Body = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    const shape = type.attributes.has(name) ? type.fields[name] : undefined;
    if (shape !== undefined) {
      body[name] = readScalar(shape, value);
    }
  }
  for (const child of element.children) {
    const shape = type.attributes.has(child.name) ? undefined : type.fields[child.name];
    if (shape?.kind === "list" && !shape.wrapped) {
      const others = body[child.name];
      body[child.name] = [...(Array.isArray(others) ? others : []), readValue(shape.of, child)];
    } else if (shape !== undefined) {
      body[child.name] = readValue(shape, child);
    }
  }
  return body;
}

function readValue(anyShape: AnyShape, element: Element): Value {
  const shape = resolve(anyShape);
  switch (shape.kind) {
    case "object":
      return readObject(shape, element);
    case "list":
      return element.children
        .filter(child => child.name === shape.item)
        .map(child => readValue(shape.of, child));
    default:
      return readScalar(shape, element.text);
  }
}

function readScalar(anyShape: AnyShape, text: string): Value {
  const shape = resolve(anyShape);
  const value = shape.kind === "object" || shape.kind === "list" ? undefined : scalarFromText(shape, text);
  if (value === undefined) {
    throw new Malformed(`${text} is not of its kind`);
  }
  return value;
}
