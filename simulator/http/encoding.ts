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
  list(noun: Noun<unknown>, bodies: Iterable<object>): Uint8Array;
}

const json: Encoding = {
  contentType: "application/json",
  read: readJson,
  one: (noun, body) => writeJson(noun.type, plain(body)),
  list: (noun, bodies) => gathered(writeJsonList(noun.item, noun.type, plainly(bodies))),
};

const xml: Encoding = {
  contentType: "application/xml;charset=UTF-8",
  read: readXml,
  one: (noun, body) => writeXml(noun.item, noun.type, plain(body)),
  list: (noun, bodies) => gathered(writeXmlList(noun.root, noun.item, noun.type, plainly(bodies))),
};

function* plainly(bodies: Iterable<object>): Generator<Body> {
  for (const body of bodies) {
    yield plain(body);
  }
}

/** Each piece becomes bytes at once, so that the text of a long list never stands in memory as a whole. */
function gathered(pieces: Iterable<string>): Uint8Array {
  const parts: Buffer[] = [];
  for (const piece of pieces) {
    parts.push(Buffer.from(piece));
  }
  return Buffer.concat(parts);
}

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
