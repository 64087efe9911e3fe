/**
 * @module XML to a tree of elements, as strict as Windows' own reader: well-formed or nothing. Namespaces are resolved.
 */

import { SaxesParser } from "saxes";

export interface XmlElement {
  name: string;
  namespace: string;
  /** By local name for those without a namespace, by `{namespace}local` for the others. */
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text directly inside, without white space around it. */
  text: string;
  line: number;
}

/** Throws an `Error` with line and column when the text is not well-formed XML. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;

  parser.on("error", error => {
    throw error;
  });
  parser.on("opentag", tag => {
    const attributes: Record<string, string> = {};
    for (const attribute of Object.values(tag.attributes)) {
      attributes[attribute.uri ? `{${attribute.uri}}${attribute.local}` : attribute.local] = attribute.value;
    }
    const element = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: "",
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => {
    const element = open.pop();
    if (element !== undefined) {
      element.text = element.text.trim();
    }
  });
  const addText = (part: string) => {
    const element = open.at(-1);
    if (element !== undefined) {
      element.text += part;
    }
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();

  if (root === undefined) {
    throw new Error("there is no element");
  }
  return root;
}

/** The elements at that path below, such as `descend(component, "Interfaces", "Interface")`. */
export function descend(from: XmlElement | undefined, ...path: string[]): XmlElement[] {
  let found = from === undefined ? [] : [from];
  for (const name of path) {
    found = found.flatMap(element => element.children.filter(child => child.name === name));
  }
  return found;
}

/** The text of the first element at that path; `undefined` when there is none. */
export function textAt(from: XmlElement | undefined, ...path: string[]): string | undefined {
  return descend(from, ...path)[0]?.text;
}
