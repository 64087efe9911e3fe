/**
 * @module Templates of answer files: XML with `${placeholders}` and with parts that may be left out or repeated.
 *
 * Attributes of the namespace `urn:virtroom:answer-file` (prefix `v` by custom) steer an element, and are not written:
 * `v:if="a b"` keeps it only when all these values are there, `v:unless="a"` only when that is not there, and
 * `v:each="list"` repeats it for every item of a list, as `${item}` and `${itemNumber}`.
 */

import { type AnswerFileFault, throwFaults } from "./fault";
import { isPasswordElement } from "./password";
import { piecesOf, VALUE_NAME } from "./placeholder";
import { XMLNS_NAMESPACE, type XmlAttribute, type XmlElement } from "./xml";
import { parseXml } from "./xml-reader";

/** Namespace of the attributes that steer an element. */
export const STEERING_NAMESPACE = "urn:virtroom:answer-file";

/** A template that was read, to be filled any number of times. */
export interface Template {
  /** Name of its file, for errors. */
  readonly file: string;
  /** Its root element, placeholders and steering attributes included. */
  readonly root: XmlElement;
}

/** How an element is steered. */
export interface Steering {
  /** Values that must be there. */
  readonly needs: readonly string[];
  /** Values that must not be there. */
  readonly excludes: readonly string[];
  /** The list for whose items it is repeated. */
  readonly each?: string;
}

/**
 * Reads a template.
 *
 * @param text its content, at most 512 Ki characters
 * @param file its name as the user knows it, for errors
 * @throws AnswerFileError that names every fault with its line: not well-formed, a document type, text between
 *   elements, something in `${}` that is no placeholder, a misplaced filter, unknown steering
 */
export function loadTemplate(text: string, file: string): Template {
  const root = parseXml(text, file);
  const survey = new Survey(file);
  survey.visit(root, undefined, false);
  if (steeringOf(root).each !== undefined || isConditional(root)) {
    survey.fault(
      root.line,
      "steering",
      "the root element cannot be left out or repeated",
      "Take its v: attributes away",
    );
  }
  throwFaults(survey.faults);
  return { file, root };
}

/** How an element is steered. */
export function steeringOf(element: XmlElement): Steering {
  const names = (local: string): string[] =>
    element.attributes
      .filter(attribute => attribute.uri === STEERING_NAMESPACE && attribute.local === local)
      .flatMap(attribute => attribute.value.split(/\s+/).filter(name => name !== ""));
  const [each] = names("each");
  return { needs: names("if"), excludes: names("unless"), ...(each !== undefined && { each }) };
}

function isConditional(element: XmlElement): boolean {
  const { needs, excludes } = steeringOf(element);
  return needs.length + excludes.length > 0;
}

/** Whether an attribute is for us and not for Windows: steering, or the declaration of its namespace. */
export function isSteering(attribute: XmlAttribute): boolean {
  return (
    attribute.uri === STEERING_NAMESPACE ||
    (attribute.uri === XMLNS_NAMESPACE && attribute.value === STEERING_NAMESPACE)
  );
}

/** Goes through a template once, and notes what is wrong with it. */
class Survey {
  readonly faults: AnswerFileFault[] = [];

  constructor(private readonly file: string) {}

  fault(line: number, rule: string, message: string, remedy: string): void {
    this.faults.push({ file: this.file, line, rule, message, remedy });
  }

  visit(element: XmlElement, parent: XmlElement | undefined, inList: boolean): void {
    if (element.uri === STEERING_NAMESPACE) {
      this.fault(
        element.line,
        "steering",
        `<${element.name}> is no element`,
        "Use v:if, v:unless and v:each as attributes",
      );
    }
    const repeated = this.steering(element, inList);
    for (const { value, line, ...attribute } of element.attributes) {
      if (attribute.uri !== STEERING_NAMESPACE) this.text(value, line, false);
    }
    const whole = isObfuscatable(element, parent);
    for (const child of element.children) {
      if (child.kind === "element") this.visit(child, element, repeated);
      else this.text(child.text, child.line, whole);
    }
  }

  /** @returns whether the element is in a list, its own or one around it */
  private steering(element: XmlElement, inList: boolean): boolean {
    for (const attribute of element.attributes.filter(({ uri }) => uri === STEERING_NAMESPACE)) {
      const names = attribute.value.split(/\s+/).filter(name => name !== "");
      const known = ["if", "unless", "each"].includes(attribute.local);
      const valid = names.length > 0 && names.every(name => VALUE_NAME.test(name));
      if (!known || !valid || (attribute.local === "each" && names.length !== 1)) {
        this.fault(
          attribute.line,
          "steering",
          `${attribute.name}="${attribute.value}" is not understood`,
          'Write v:if="name", v:unless="name" or v:each="name" with names of values',
        );
      } else if (attribute.local === "each" && inList) {
        this.fault(attribute.line, "steering", "a list within a list", "Write the inner elements one by one");
      }
    }
    return inList || steeringOf(element).each !== undefined;
  }

  private text(text: string, line: number, obfuscatable: boolean): void {
    const pieces = piecesOf(text, line);
    for (const piece of pieces) {
      if (piece.kind === "malformed") {
        this.fault(
          piece.line,
          "placeholder",
          `${piece.text.slice(0, 60)} is no placeholder`,
          `A placeholder is \${name}, \${name|obfuscated} or \${name|script}; write $\${ where you mean the characters themselves`,
        );
      } else if (piece.kind === "placeholder") {
        const alone = pieces.every(
          other => other === piece || (other.kind === "literal" && other.text.trim() === ""),
        );
        if (piece.filter === "obfuscated" && !(obfuscatable && alone)) {
          this.fault(
            piece.line,
            "obfuscated",
            `\${${piece.name}|obfuscated} stands where Windows takes no obfuscated password`,
            "It must be all there is in the Value of a Password or AdministratorPassword",
          );
        }
      }
    }
  }
}

/** Whether an element holds a password of which Windows takes an obfuscated form. */
function isObfuscatable(element: XmlElement, parent: XmlElement | undefined): boolean {
  return element.local === "Value" && isPasswordElement(parent?.local);
}
