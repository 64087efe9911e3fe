/**
 * @module Filling a template: every value goes into the tree as text, never into markup, so that none can leave its element.
 */

import { mistyped } from "../room/text/near";
import { type AnswerFileFault, throwFaults } from "./fault";
import { isPasswordElement, obfuscatePassword } from "./password";
import { piecesOf } from "./placeholder";
import { isSteering, type Steering, steeringOf, type Template } from "./template";
import { ALIASES, isThere, type Values } from "./values";
import { writeXml } from "./write";
import { MAX_CHARACTERS, type XmlElement, type XmlNode } from "./xml";

/** Characters that XML 1.0 cannot hold. @see https://www.w3.org/TR/xml/#charsets */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/**
 * Fills a template.
 *
 * Only the template's own placeholders are filled: what looks like one within a value stays as it is. Comments,
 * processing instructions and `v:` attributes are not written. The same input gives the same text.
 *
 * @returns the answer file: XML declaration, UTF-8, one element a line
 * @throws AnswerFileError that names every fault with its line in the template: `unknown-placeholder`, `empty-element`,
 *   `empty-attribute`, `invalid-character`, `too-large`. No message holds a value.
 */
export function renderAnswerFile(template: Template, values: Values): string {
  const filling = new Filling(template, values);
  const [root] = filling.element(template.root, undefined);
  throwFaults(filling.faults);
  return writeXml(root ?? template.root);
}

/** The items of a list: of a list, or of a text in which they stand with commas or semicolons between them. */
export function itemsOf(value: string | readonly string[]): string[] {
  const items = typeof value === "string" ? value.split(/[,;]/) : [...value];
  return items.map(item => item.trim()).filter(item => item !== "");
}

/** A text with its placeholders filled, and the names that came in. */
interface Filled {
  readonly text: string;
  readonly names: readonly string[];
}

/** `<` and `>` of a start tag, `</` and `>` of its end. */
const tagMarks = 5;

class Filling {
  readonly faults: AnswerFileFault[] = [];
  /** Names of which something was said already: once is enough. */
  private readonly told = new Set<string>();
  private size = 0;

  constructor(
    private readonly template: Template,
    private readonly values: Values,
  ) {}

  /** The element filled: none when its condition says so, several for a list. */
  element(element: XmlElement, parent: XmlElement | undefined, item?: Values): XmlElement[] {
    const steering = steeringOf(element);
    if (!this.wanted(steering, item)) return [];
    if (steering.each === undefined) return [this.fill(element, parent, item)];
    return itemsOf(this.value(steering.each, item) ?? []).map((text, index) =>
      this.fill(element, parent, { item: text, itemNumber: String(index + 1) }),
    );
  }

  private wanted({ needs, excludes }: Steering, item: Values | undefined): boolean {
    return (
      needs.every(name => isThere(this.value(name, item))) &&
      !excludes.some(name => isThere(this.value(name, item)))
    );
  }

  private value(name: string, item: Values | undefined): string | readonly string[] | undefined {
    for (const scope of [item, this.values]) {
      if (scope !== undefined && Object.hasOwn(scope, name)) return scope[name];
    }
    return undefined;
  }

  private fill(element: XmlElement, parent: XmlElement | undefined, item: Values | undefined): XmlElement {
    this.grow(2 * element.name.length + tagMarks, element.line);
    const attributes = this.attributes(element, item);
    const names: string[] = [];
    const children = element.children.flatMap((child): XmlNode[] => {
      if (child.kind === "element") return this.element(child, element, item);
      const filled = this.text(child.text, child.line, item, parent?.local);
      names.push(...filled.names);
      return [{ ...child, text: filled.text }];
    });
    const filled = { ...element, attributes, children };
    this.refuseEmpty(element, filled, names);
    return filled;
  }

  private attributes(element: XmlElement, item: Values | undefined): XmlElement["attributes"] {
    return element.attributes
      .filter(attribute => !isSteering(attribute))
      .map(attribute => {
        const { text, names } = this.text(attribute.value, attribute.line, item);
        if (text === "" && names.length > 0) {
          this.fault(
            attribute.line,
            "empty-attribute",
            `${attribute.name} of <${element.name}> would be empty: ${nameList(names)} has no value`,
            `Give ${nameList(names)} a value, or leave the element out with v:if="${names.join(" ")}"`,
          );
        }
        return { ...attribute, value: text };
      });
  }

  /** Windows allows no empty elements. What was empty in the template already is the checker's to judge. */
  private refuseEmpty(before: XmlElement, after: XmlElement, names: readonly string[]): void {
    const empty = after.children.every(child => child.kind === "text" && child.text.trim() === "");
    if (!empty || before.children.length === 0) return;
    const why = names.length > 0 ? `${nameList(names)} has no value` : "all elements in it were left out";
    const way =
      names.length > 0
        ? `Give ${nameList(names)} a value, or leave the element out with`
        : "Leave it out with";
    this.fault(
      before.line,
      "empty-element",
      `<${before.name}> would be empty: ${why}`,
      `${way} v:if="${names.length > 0 ? names.join(" ") : "name"}"`,
    );
  }

  private text(text: string, line: number, item: Values | undefined, passwordElement?: string): Filled {
    const names: string[] = [];
    const parts = piecesOf(text, line).map(piece => {
      if (piece.kind !== "placeholder") return piece.text;
      names.push(piece.name);
      const value = this.value(piece.name, item);
      if (value === undefined) {
        this.unknown(piece.name, piece.line);
        return piece.name;
      }
      // in a command line, "&" runs one command after the other
      const joined = typeof value === "string" ? value : value.join(piece.filter === "script" ? " & " : ", ");
      this.refuseUnfit(piece.name, joined, piece.line);
      const obfuscated = piece.filter === "obfuscated" && joined !== "" && isPasswordElement(passwordElement);
      return obfuscated ? obfuscatePassword(joined, passwordElement) : joined;
    });
    const filled = parts.join("");
    this.grow(filled.length, line);
    return { text: filled, names };
  }

  private unknown(name: string, line: number): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    const known = Object.keys(this.values).filter(key => !Object.hasOwn(ALIASES, key));
    const guess = mistyped(name, Object.keys(this.values));
    this.fault(
      line,
      "unknown-placeholder",
      `\${${name}} is not known${guess === undefined ? "" : `; did you mean \${${guess}}?`}`,
      `${this.wayToAdd(name)}, or use one of: ${known.sort().join(", ")}`,
    );
  }

  /** What may be a password is not proposed for the settings' values, where it would stand in the clear. */
  private wayToAdd(name: string): string {
    const room = typeof this.values.room === "string" ? this.values.room : "ROOM";
    const command = `pulumi config set --secret --path virtroom:secretValues.${name} --stack ${room}`;
    if (/password/i.test(name)) return `Add ${name} as a secret: ${command}`;
    return `Add ${name} to the settings' values (a secret: ${command})`;
  }

  private refuseUnfit(name: string, value: string, line: number): void {
    const unfit = NOT_XML.exec(value)?.[0].codePointAt(0);
    if (unfit === undefined || this.told.has(name)) return;
    this.told.add(name);
    const code = unfit.toString(16).toUpperCase().padStart(4, "0");
    this.fault(
      line,
      "invalid-character",
      `the value ${name} holds the character U+${code}, which XML cannot hold`,
      `Take that character out of ${name}`,
    );
  }

  /** Keeps a list, or a value that is used often, from growing the file beyond all bounds: by texts, or by elements. */
  private grow(characters: number, line: number): void {
    const before = this.size;
    this.size += characters;
    if (before <= MAX_CHARACTERS && this.size > MAX_CHARACTERS) {
      this.fault(
        line,
        "too-large",
        `the filled file has more than ${MAX_CHARACTERS} characters`,
        "Move programs and data out of the answer file",
      );
      throwFaults(this.faults);
    }
  }

  private fault(line: number, rule: string, message: string, remedy: string): void {
    this.faults.push({ file: this.template.file, line, rule, message, remedy });
  }
}

function nameList(names: readonly string[]): string {
  return [...new Set(names)].join(", ");
}
