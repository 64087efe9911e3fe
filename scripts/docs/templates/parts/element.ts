/** @module Elements of a template, made in code: the same tree that a template's file is read into. */

import { STEERING_NAMESPACE } from "../../../../answer-file/template";
import { UNATTEND_NAMESPACE, WCM_NAMESPACE } from "../../../../answer-file/unattend";
import type { XmlAttribute, XmlElement, XmlNode } from "../../../../answer-file/xml";

/** A text with placeholders, which has to be there; or one that is left out when a value is not there. */
export type Text = string | OptionalText;

/** A text that is left out when a value is not there. */
export interface OptionalText {
  readonly text: string;
  /** Names of the values that must be there, with blanks between them. */
  readonly when: string;
}

/** Texts written one by one, or one for every item of a list among the values. */
export type Texts = readonly string[] | { readonly each: string };

/** The placeholder of a value. */
export function value(name: string): string {
  return `\${${name}}`;
}

/** The placeholder of a value that may be missing. */
export function optional(name: string): OptionalText {
  return { text: value(name), when: name };
}

/** An element with elements in it. */
export function element(name: string, ...children: readonly XmlElement[]): XmlElement {
  return make(name, children);
}

/** An element with a text in it. */
export function leaf(name: string, text: Text): XmlElement {
  if (typeof text === "string") return make(name, [{ kind: "text", text, line: 0 }]);
  return when(text.when, leaf(name, text.text));
}

/** Elements with a text each, of those texts that are given. */
export function leaves(texts: Readonly<Record<string, Text | undefined>>): XmlElement[] {
  return Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [leaf(name, text)]));
}

/** Elements with a text and a key each, as lists of addresses want it. Keys of repeated elements start with `key`. */
export function keyedLeaves(name: string, texts: Texts, key = ""): XmlElement[] {
  const keyed = (text: string, keyValue: string): XmlElement =>
    withAttribute(item(leaf(name, text)), "wcm:keyValue", WCM_NAMESPACE, `${key}${keyValue}`);
  if ("each" in texts) return [each(texts.each, keyed(value("item"), value("itemNumber")))];
  return texts.map((text, index) => keyed(text, String(index + 1)));
}

/** An item of a list. */
export function item(one: XmlElement): XmlElement {
  return withAttribute(one, "wcm:action", WCM_NAMESPACE, "add");
}

/** Left out unless these values are there. */
export function when(names: string, one: XmlElement): XmlElement {
  return withAttribute(one, "v:if", STEERING_NAMESPACE, names);
}

/** Left out when one of these values is there. */
export function unless(names: string, one: XmlElement): XmlElement {
  return withAttribute(one, "v:unless", STEERING_NAMESPACE, names);
}

/** Repeated for every item of a list. */
function each(list: string, one: XmlElement): XmlElement {
  return withAttribute(one, "v:each", STEERING_NAMESPACE, list);
}

/** The element with one more attribute. */
export function withAttribute(one: XmlElement, name: string, uri: string, text: string): XmlElement {
  const attribute: XmlAttribute = { name, local: name.replace(/^.*:/, ""), uri, value: text, line: 0 };
  return { ...one, attributes: [...one.attributes, attribute] };
}

function make(name: string, children: readonly XmlNode[]): XmlElement {
  return { kind: "element", name, local: name, uri: UNATTEND_NAMESPACE, attributes: [], children, line: 0 };
}
