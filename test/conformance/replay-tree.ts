/**
 * @module Bodies as trees, whatever they are written in, so that they can be compared.
 */

import { SaxesParser } from "saxes";
import type { Message } from "./replay-exchange";

export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

/** Undefined: neither JSON nor XML. */
export function treeOf({ headers, body }: Message): Tree | undefined {
  const type = headers["content-type"] ?? "";
  try {
    if (type.startsWith("application/json")) {
      return JSON.parse(body);
    }
    return type.startsWith("application/xml") ? xmlTree(body) : undefined;
  } catch {
    // Some requests are broken on purpose.
    return undefined;
  }
}

interface Element {
  text: string;
  members: { [key: string]: Tree };
}

/** An element with attributes or children becomes an object of lists, any other its text. */
function xmlTree(source: string): Tree {
  const parser = new SaxesParser();
  const open: Element[] = [{ text: "", members: {} }];
  parser.on("opentag", tag => open.push({ text: "", members: { ...tag.attributes } }));
  parser.on("text", text => {
    const element = open.at(-1);
    if (element !== undefined) {
      element.text += text;
    }
  });
  parser.on("closetag", tag => {
    const element = open.pop();
    const parent = open.at(-1)?.members;
    if (element !== undefined && parent !== undefined) {
      const value = Object.keys(element.members).length === 0 ? element.text : element.members;
      const others = parent[tag.name];
      parent[tag.name] = [...(Array.isArray(others) ? others : []), value];
    }
  });
  parser.write(source).close();
  return open[0]?.members ?? {};
}
