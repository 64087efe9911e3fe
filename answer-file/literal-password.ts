/** @module Passwords that stand in a template itself, for everybody who can read it. */

import { isPasswordElement } from "./password";
import { walk } from "./unattend";
import { elementsOf, textOf } from "./xml";
import { parseXml } from "./xml-reader";

/** @throws AnswerFileError when the template is not well-formed */
export function hasLiteralPassword(template: string): boolean {
  for (const [element, parent] of walk(parseXml(template, "template"))) {
    const holdsPassword =
      isPasswordElement(element.local) || (element.local === "Value" && isPasswordElement(parent?.local));
    if (!holdsPassword || elementsOf(element).length > 0) continue;
    // What is left besides the placeholders was written by somebody.
    if (
      textOf(element)
        .replace(/\$\{[^}]*\}/g, "")
        .trim() !== ""
    )
      return true;
  }
  return false;
}
