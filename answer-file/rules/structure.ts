/** @module Rules about the frame of an answer file: root, components, lists, empty elements. */

import { probablyMeant } from "../../room/text/near";
import { COMPONENTS, SETTINGS } from "../components";
import { error, type Finding, warning } from "../finding";
import { isPasswordElement } from "../password";
import {
  type Component,
  isServicing,
  UNATTEND_NAMESPACE,
  type Unattend,
  WCM_NAMESPACE,
  walk,
} from "../unattend";
import { attributeOf, elementsOf, textOf, type XmlElement } from "../xml";

/** What every component carries. */
const COMPONENT_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  processorArchitecture: /^(amd64|x86|arm64|arm|wow64|ia64)$/,
  publicKeyToken: /^31bf3856ad364e35$/,
  language: /^neutral$/,
  versionScope: /^nonSxS$/i,
};

/** Elements that Windows Setup's own tools put in, outside of the namespace and empty. */
const FOREIGN = /^urn:schemas-microsoft-com:(cpi|asm\.v\d)$/;

/** Texts that may be empty. @see the pages of these settings: "This string type supports empty elements" */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  ...["Description", "DisplayName", "RegisteredOrganization", "RegisteredOwner"],
  ...["Group", "ReferralId", "UILanguageFallback"],
  // OEMInformation
  ...["Logo", "Manufacturer", "Model", "SupportHours", "SupportPhone", "SupportURL"],
]);

/** Items of lists: each needs `wcm:action`. */
const LIST_ITEMS: ReadonlyMap<string, string> = new Map([
  ["Interface", "Interfaces"],
  ["Route", "Routes"],
  ["SynchronousCommand", "FirstLogonCommands"],
  ["AsynchronousCommand", "LogonCommands"],
  ["RunSynchronousCommand", "RunSynchronous"],
  ["RunAsynchronousCommand", "RunAsynchronous"],
  ["LocalAccount", "LocalAccounts"],
  ["DomainAccountList", "DomainAccounts"],
  ["DomainAccount", "DomainAccountList"],
]);

/** Root and namespaces. */
export function checkRoot({ root }: Unattend): Finding[] {
  if (root.local !== "unattend" || root.uri !== UNATTEND_NAMESPACE) {
    return [
      error(
        root,
        "root",
        `the file starts with <${root.name}> of the namespace "${root.uri}"`,
        `Start it with <unattend xmlns="${UNATTEND_NAMESPACE}">`,
      ),
    ];
  }
  return [...walk(root)]
    .filter(([element]) => element.uri !== UNATTEND_NAMESPACE && !FOREIGN.test(element.uri))
    .map(([element]) =>
      warning(
        element,
        "namespace",
        `<${element.name}> is of the namespace "${element.uri}", which Windows Setup does not look at`,
        "Take it away, or its namespace",
      ),
    );
}

/** Components: known, in a pass where they may stand, complete, each once. */
export function checkComponents({ components }: Unattend): Finding[] {
  const seen = new Set<string>();
  return components.flatMap(component => {
    const { pass, name, element } = component;
    const findings = [...placeOf(component), ...attributesOf(element)];
    const key = [
      pass,
      name,
      attributeOf(element, "processorArchitecture"),
      attributeOf(element, "language"),
    ].join("\n");
    if (seen.has(key)) {
      findings.push(
        error(
          element,
          "doubled-component",
          `${name} is there twice in ${pass}`,
          "Put the settings of both into one",
        ),
      );
    }
    seen.add(key);
    return findings;
  });
}

function placeOf({ pass, name, element }: Component): Finding[] {
  const passes: readonly string[] | undefined = COMPONENTS.get(name);
  if (passes === undefined) {
    const guess = probablyMeant(name, [...COMPONENTS.keys()]);
    return [
      warning(
        element,
        "unknown-component",
        `the component "${name}" is not known here${guess === undefined ? "" : `; did you mean ${guess}?`}`,
        "Windows refuses a file with a component that it does not have; see that the name is right",
      ),
    ];
  }
  if (!passes.includes(pass)) {
    return [
      error(element, "wrong-pass", `${name} cannot stand in ${pass}`, `Put it into ${passes.join(" or ")}`),
    ];
  }
  return elementsOf(element).flatMap(setting => {
    const where: readonly string[] | undefined = SETTINGS.get(name)?.get(setting.local);
    if (where === undefined || where.includes(pass)) return [];
    return [
      error(
        setting,
        "wrong-pass",
        `<${setting.local}> does not count in ${pass}`,
        `Put it into ${where.join(" or ")}`,
      ),
    ];
  });
}

function attributesOf(element: XmlElement): Finding[] {
  const wrong = Object.entries(COMPONENT_ATTRIBUTES).filter(
    ([name, fitting]) => !fitting.test(attributeOf(element, name) ?? ""),
  );
  if (wrong.length === 0) return [];
  return [
    error(
      element,
      "component-attributes",
      `the component has no fitting ${wrong.map(([name]) => name).join(", ")}`,
      'Write processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"',
    ),
  ];
}

/** Windows takes no empty elements, but for a few texts, and what servicing says by attributes. */
export function checkEmptyElements(file: Unattend): Finding[] {
  const servicing = elementsOf(file.root).filter(isServicing);
  const byAttributes = new Set(servicing.flatMap(one => [...walk(one)].map(([element]) => element)));
  return [...walk(file.root)]
    .filter(([element]) => !byAttributes.has(element))
    .filter(([element, parent]) => element.uri === UNATTEND_NAMESPACE && !mayBeEmpty(element, parent))
    .filter(([element]) => elementsOf(element).length === 0 && textOf(element).trim() === "")
    .map(([element, parent]) =>
      (isBlankPassword(element, parent) ? warning : error)(
        element,
        "empty-element",
        `<${element.name}> is empty`,
        'Windows takes no empty elements: fill it, take it away, or leave it out with v:if="name"',
      ),
    );
}

/** The domain of an automatic logon may be empty, that of a join may not. */
function mayBeEmpty({ local }: XmlElement, parent: XmlElement | undefined): boolean {
  return MAY_BE_EMPTY.has(local) || (local === "Domain" && parent?.local === "AutoLogon");
}

/** Whether Windows takes that, its pages do not say. */
function isBlankPassword(element: XmlElement, parent: XmlElement | undefined): boolean {
  return element.local === "Value" && isPasswordElement(parent?.local);
}

/** Items of lists say what is done with them, and addresses have keys of their own. */
export function checkLists({ root }: Unattend): Finding[] {
  const findings: Finding[] = [];
  const keys = new Map<XmlElement, Set<string>>();
  for (const [element, parent] of walk(root)) {
    const isAddress = element.local === "IpAddress";
    if (parent === undefined || !(isAddress || LIST_ITEMS.get(element.local) === parent.local)) continue;
    if (attributeOf(element, "action", WCM_NAMESPACE) === undefined) {
      findings.push(
        warning(
          element,
          "list-item",
          `<${element.name}> in a list has no wcm:action`,
          'Write wcm:action="add"',
        ),
      );
    }
    if (!isAddress) continue;
    const key = attributeOf(element, "keyValue", WCM_NAMESPACE);
    const taken = keys.get(parent) ?? new Set<string>();
    keys.set(parent, taken);
    const isDoubled = key !== undefined && taken.has(key);
    if (key !== undefined) taken.add(key);
    if (key === undefined || isDoubled) {
      findings.push(
        error(
          element,
          "key-value",
          key === undefined ? "<IpAddress> has no wcm:keyValue" : `wcm:keyValue="${key}" is there twice`,
          'Number the addresses: wcm:keyValue="1", wcm:keyValue="2", ...',
        ),
      );
    }
  }
  return findings;
}
