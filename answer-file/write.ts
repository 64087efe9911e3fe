/** @module A tree as text: UTF-8 with an XML declaration, the same text for the same tree. */

import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces";
import type { XmlElement } from "./xml";

/** How a file is laid out: one element a line, or as short as can be. */
export type Layout = "indented" | "compact";

/**
 * Writes a document. What its texts and attributes hold comes back the same when it is read again, whatever it is.
 */
export function writeXml(root: XmlElement, layout: Layout = "indented"): string {
  const document = create({ version: "1.0", encoding: "utf-8" });
  append(document, root);
  const indented = layout === "indented";
  return `${document.end({ prettyPrint: indented, newline: "\n" })}${indented ? "\n" : ""}`;
}

function append(parent: XMLBuilder, element: XmlElement): void {
  const built = parent.ele(element.uri, element.name);
  for (const { name, uri, value } of element.attributes) {
    // the builder declares the default namespace by itself, from the elements' own
    if (name !== "xmlns") built.att(uri, name, escapeAttribute(value));
  }
  for (const child of element.children) {
    if (child.kind === "element") append(built, child);
    else built.txt(escapeText(child.text));
  }
}

/**
 * The builder escapes `<`, `>` and quotes, but takes every `&word;` for an entity that is meant, even an unknown one.
 * So `&` is escaped here, and so is what a parser would change: a carriage return becomes a line feed.
 */
function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("\r", "&#13;");
}

/** Within attributes a parser turns tabs and line ends into blanks as well. */
function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
