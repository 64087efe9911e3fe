/**
 * @module The passwords of an answer file. `<PlainText>false</PlainText>` stands for base64 of UTF-16LE of the
 * password with the name of its element behind it (Microsoft: "Sensitive data in answer files").
 */

import { textAt, type XmlElement } from "./xml";

/**
 * The password that the element (`Password` or `AdministratorPassword`, with `Value` and `PlainText`) means.
 * `undefined`: it cannot be read that way, and Windows would set something else.
 */
export function passwordOf(element: XmlElement): string | undefined {
  const value = textAt(element, "Value") ?? "";
  if (textAt(element, "PlainText")?.toLowerCase() !== "false") {
    return value;
  }
  const decoded = Buffer.from(value, "base64").toString("utf16le");
  return decoded.endsWith(element.name) ? decoded.slice(0, -element.name.length) : undefined;
}
