/** @module An answer file as Windows sees it: passes, and components in them. */

import { attributeOf, elementsOf, textOf, type XmlElement } from "./xml";

/** Namespace of answer files. */
export const UNATTEND_NAMESPACE = "urn:schemas-microsoft-com:unattend";

/** Namespace of `wcm:action` and `wcm:keyValue`. */
export const WCM_NAMESPACE = "http://schemas.microsoft.com/WMIConfig/2002/State";

/** A component within a pass. */
export interface Component {
  readonly pass: string;
  readonly name: string;
  readonly element: XmlElement;
}

/** An answer file that was read. */
export interface Unattend {
  readonly root: XmlElement;
  /** Elements `settings`, whatever their pass. */
  readonly settings: readonly XmlElement[];
  readonly components: readonly Component[];
}

/** Looks at a document as an answer file; nothing is checked. */
export function readUnattend(root: XmlElement): Unattend {
  const settings = childrenOf(root, "settings");
  const components = settings.flatMap(element =>
    childrenOf(element, "component").map(component => ({
      pass: attributeOf(element, "pass") ?? "",
      name: attributeOf(component, "name") ?? "",
      element: component,
    })),
  );
  return { root, settings, components };
}

/** Whether it is what is to be done to an image that does not run: packages, and features switched on. */
export function isServicing({ local, uri }: XmlElement): boolean {
  return local === "servicing" && uri === UNATTEND_NAMESPACE;
}

/** The child elements of that name. */
export function childrenOf(element: XmlElement, local: string): XmlElement[] {
  return elementsOf(element).filter(child => child.local === local && child.uri === UNATTEND_NAMESPACE);
}

/** The elements at the end of a path below an element: `below(component, "Interfaces", "Interface")`. */
export function below(element: XmlElement, ...path: string[]): XmlElement[] {
  return path.reduce<XmlElement[]>((found, local) => found.flatMap(one => childrenOf(one, local)), [element]);
}

/** The elements at the end of a path below every component of that name, in that pass or in any. */
export function settingsOf(
  file: Unattend,
  component: string,
  path: readonly string[],
  pass?: string,
): XmlElement[] {
  return file.components
    .filter(({ name, ...one }) => name === component && (pass === undefined || one.pass === pass))
    .flatMap(({ element }) => below(element, ...path));
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, local: string): string | undefined {
  const [child] = childrenOf(element, local);
  return child && textOf(child);
}

/** Every element of the tree with its parent, in the order of the file. */
export function* walk(
  element: XmlElement,
  parent?: XmlElement,
): Generator<[XmlElement, XmlElement | undefined]> {
  yield [element, parent];
  for (const child of elementsOf(element)) yield* walk(child, element);
}

export const SHELL_SETUP = "Microsoft-Windows-Shell-Setup";
export const TCPIP = "Microsoft-Windows-TCPIP";
export const DNS_CLIENT = "Microsoft-Windows-DNS-Client";
export const UNATTENDED_JOIN = "Microsoft-Windows-UnattendedJoin";
export const INTERNATIONAL_CORE = "Microsoft-Windows-International-Core";
export const DEPLOYMENT = "Microsoft-Windows-Deployment";
