/** @module XML as a small tree that remembers its lines. */

/** An attribute, namespace declarations included. */
export interface XmlAttribute {
  /** Name as written, prefix included. */
  readonly name: string;
  /** Name without the prefix. */
  readonly local: string;
  /** Namespace; empty for an attribute without a prefix. */
  readonly uri: string;
  readonly value: string;
  readonly line: number;
}

/** Text, entities and CDATA sections resolved; pieces next to each other are one. */
export interface XmlText {
  readonly kind: "text";
  readonly text: string;
  /** Line on which it starts. */
  readonly line: number;
}

/** An element. */
export interface XmlElement {
  readonly kind: "element";
  /** Name as written, prefix included. */
  readonly name: string;
  /** Name without the prefix. */
  readonly local: string;
  /** Namespace; empty when it has none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** Line on which its start tag begins. */
  readonly line: number;
}

export type XmlNode = XmlElement | XmlText;

/** Namespace of `xmlns` attributes. @see https://www.w3.org/TR/xml-names/#ns-decl */
export const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

/** Longest file that is read, in characters. Answer files of rooms have some 10 000. */
export const MAX_CHARACTERS = 512 * 1024;

/** The child elements of an element. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter(child => child.kind === "element");
}

/** The text right within an element, not that of its children. */
export function textOf(element: XmlElement): string {
  return element.children.map(child => (child.kind === "text" ? child.text : "")).join("");
}

/** The value of an attribute by its name without prefix and its namespace (none: empty). */
export function attributeOf(element: XmlElement, local: string, uri = ""): string | undefined {
  return element.attributes.find(attribute => attribute.local === local && attribute.uri === uri)?.value;
}
