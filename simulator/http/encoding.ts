/**
 * @module JSON or XML: what a caller sends, what a caller accepts.
 */

import { type Body, plain } from "../api/body";
import type { Noun } from "../api/nouns";
import { readJson } from "../api/read-json";
import { readXml } from "../api/read-xml";
import type { ObjectType } from "../api/schema";
import { writeJson, writeJsonList } from "../api/write-json";
import { writeXml, writeXmlList } from "../api/write-xml";

export interface Encoding {
  contentType: string;
  read(type: ObjectType<unknown>, source: string): Body;
  one(noun: Noun<unknown>, body: object): string;
  list(noun: Noun<unknown>, bodies: object[]): string;
}

const json: Encoding = {
  contentType: "application/json",
  read: readJson,
  one: (noun, body) => writeJson(noun.type, plain(body)),
  list: (noun, bodies) => writeJsonList(noun.item, noun.type, bodies.map(plain)),
};

const xml: Encoding = {
  contentType: "application/xml;charset=UTF-8",
  read: readXml,
  one: (noun, body) => writeXml(noun.item, noun.type, plain(body)),
  list: (noun, bodies) => writeXmlList(noun.root, noun.item, noun.type, bodies.map(plain)),
};

/** Undefined: neither is accepted. Without a wish it is XML. */
export function acceptedEncoding(accept: string | undefined): Encoding | undefined {
  const wishes = (accept ?? "*/*").split(",").map(wish => wish.split(";")[0]?.trim().toLowerCase());
  for (const wish of wishes) {
    switch (wish) {
      case "application/json":
        return json;
      case "application/xml":
      case "application/*":
      case "*/*":
      case "":
        return xml;
    }
  }
  return undefined;
}

/** Undefined: the body is of neither kind. */
export function sentEncoding(contentType: string | undefined): Encoding | undefined {
  switch (contentType?.split(";")[0]?.trim().toLowerCase()) {
    case "application/json":
      return json;
    case "application/xml":
      return xml;
    default:
      return undefined;
  }
}
