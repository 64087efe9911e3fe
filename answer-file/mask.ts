/** @module An answer file for the eyes of people: the same, without its secrets. */

import { isPasswordElement, obfuscatePassword } from "./password";
import { writeXml } from "./write";
import { elementsOf, type XmlElement } from "./xml";
import { parseXml } from "./xml-reader";

/** What stands in the place of a secret. */
const MASK = "********";

/** Elements whose text is a secret wherever they stand. */
const SECRET_ELEMENTS = [
  "Password",
  "AdministratorPassword",
  "MachinePassword",
  "AccountData",
  "ProductKey",
  "Key",
];

/** Shorter secrets are masked only where they are all that an element holds: they would hit everything else. */
const SHORTEST_WITHIN = 4;

/**
 * The answer file with its secrets masked: what stands in elements for passwords, blobs and product keys, and the
 * given secrets wherever they stand, in commands too, plain or obfuscated. A secret that stands in a command of the
 * template itself, and not among the given ones, is not known to be one.
 *
 * @param secrets the secret values of the settings
 * @throws AnswerFileError when the file is not well-formed: then nothing can be shown
 */
export function maskAnswerFile(xml: string, secrets: readonly string[]): string {
  const known = secrets
    .filter(secret => secret !== "")
    .flatMap(secret => [
      secret,
      obfuscatePassword(secret, "Password"),
      obfuscatePassword(secret, "AdministratorPassword"),
    ])
    // a secret may hold another one
    .sort((a, b) => b.length - a.length);
  return writeXml(maskElement(parseXml(xml, "answer file"), undefined, known));
}

function maskElement(
  element: XmlElement,
  parent: XmlElement | undefined,
  secrets: readonly string[],
): XmlElement {
  const holdsSecret = elementsOf(element).length === 0 && isSecret(element, parent);
  return {
    ...element,
    attributes: element.attributes.map(attribute => ({
      ...attribute,
      value: maskText(attribute.value, secrets),
    })),
    children: element.children.map(child => {
      if (child.kind === "element") return maskElement(child, element, secrets);
      return { ...child, text: holdsSecret ? MASK : maskText(child.text, secrets) };
    }),
  };
}

function isSecret(element: XmlElement, parent: XmlElement | undefined): boolean {
  return (
    SECRET_ELEMENTS.includes(element.local) || (element.local === "Value" && isPasswordElement(parent?.local))
  );
}

function maskText(text: string, secrets: readonly string[]): string {
  if (secrets.includes(text.trim())) return MASK;
  return secrets
    .filter(secret => secret.length >= SHORTEST_WITHIN)
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}
