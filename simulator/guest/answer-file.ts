/**
 * @module An answer file as Windows Setup takes it: well-formed as a whole when it is first read, then pass by pass,
 * each component against what the image knows. What is wrong stops Setup with the box that Windows shows.
 */

import type { Pass, Setting } from "./setting-shape";
import { COMPONENTS, OTHER_PASSES } from "./unattend-schema";
import { parseXml, type XmlElement } from "./xml";

const UNATTEND = "urn:schemas-microsoft-com:unattend";
const WCM = "http://schemas.microsoft.com/WMIConfig/2002/State";
const WINDOWS_KEY = "31bf3856ad364e35";

/** The text of Setup's error box. */
export class SetupError extends Error {}

export interface AnswerFile {
  root: XmlElement;
}

export interface PassSettings {
  /** By name, such as `Microsoft-Windows-Shell-Setup`. */
  components: Map<string, XmlElement>;
  /** What Windows passed over without a word, and why. */
  ignored: string[];
}

/** `path`: where the file was found, for the error box. Throws a `SetupError`. */
export function parseAnswerFile(content: string | Uint8Array, path: string, pass: Pass): AnswerFile {
  const invalid = (why: string) =>
    new SetupError(
      `Windows could not parse or process unattend answer file [${path}] for pass [${pass}]. The answer file is invalid. (${why})`,
    );
  let root: XmlElement;
  try {
    root = parseXml(decode(content));
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  if (root.name !== "unattend" || root.namespace !== UNATTEND) {
    throw invalid(`the root must be <unattend xmlns="${UNATTEND}">`);
  }
  for (const settings of root.children.filter(child => child.name === "settings")) {
    const name = settings.attributes.pass ?? "";
    if (name !== "specialize" && name !== "oobeSystem" && !OTHER_PASSES.includes(name)) {
      throw invalid(`line ${settings.line}: there is no pass "${name}"`);
    }
  }
  return { root };
}

function decode(content: string | Uint8Array): string {
  if (typeof content === "string") {
    return content.replace(/^\uFEFF/, "");
  }
  const encoding = content[0] === 0xff && content[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding, { fatal: true }).decode(content);
}

/** Whether there is something to do in that pass, and not done before (`wasPassProcessed`). */
export function hasPass(file: AnswerFile, pass: Pass): boolean {
  return settingsOf(file, pass).length > 0;
}

function settingsOf(file: AnswerFile, pass: Pass): XmlElement[] {
  return file.root.children.filter(
    child =>
      child.name === "settings" &&
      child.attributes.pass === pass &&
      child.attributes.wasPassProcessed !== "true",
  );
}

/** Throws a `SetupError` at the first setting that cannot be. */
export function readPass(file: AnswerFile, pass: Pass, architecture: string): PassSettings {
  const components = new Map<string, XmlElement>();
  const ignored: string[] = [];
  for (const component of settingsOf(file, pass).flatMap(settings => settings.children)) {
    const name = component.attributes.name ?? "";
    const schema = COMPONENTS[name];
    const reason = whyNotInImage(component, schema, architecture);
    if (schema === undefined || reason !== undefined) {
      ignored.push(`${name} passed over: ${reason}`);
      continue;
    }
    const refuse = (what: string, line: number) =>
      new SetupError(
        `Windows could not parse or process the unattend answer file for pass [${pass}]. The settings specified in the answer file cannot be applied. The error was detected while processing settings for component [${name}]. (line ${line}: ${what})`,
      );
    if (components.has(name)) {
      throw refuse("a component is specified more than once", component.line);
    }
    check(component, schema, pass, refuse);
    components.set(name, component);
  }
  return { components, ignored };
}

function whyNotInImage(
  component: XmlElement,
  schema: Setting | undefined,
  architecture: string,
): string | undefined {
  const { attributes } = component;
  if (component.name !== "component" || component.namespace !== UNATTEND) {
    return `<${component.name}> is no component`;
  }
  if (schema === undefined) {
    return "the image has no such component";
  }
  if (attributes.processorArchitecture !== architecture) {
    return `it is for ${attributes.processorArchitecture}, this Windows is ${architecture}`;
  }
  if (attributes.publicKeyToken !== WINDOWS_KEY) {
    return `publicKeyToken is ${attributes.publicKeyToken}`;
  }
  if (attributes.language !== "neutral" || attributes.versionScope !== "nonSxS") {
    return "language or versionScope is another one";
  }
  return undefined;
}

type Refuse = (what: string, line: number) => SetupError;

function check(element: XmlElement, setting: Setting, pass: Pass, refuse: Refuse): void {
  const { shape } = setting;
  if (!setting.passes.includes(pass)) {
    throw refuse(`${element.name} does not exist in this pass`, element.line);
  }
  if (shape.kind === "group") {
    checkGroup(element, shape, pass, refuse);
    return;
  }
  const value = element.text;
  if (element.children.length > 0) {
    throw refuse(`${element.name} holds a value, not elements`, element.line);
  }
  if (value === "" && !(shape.kind === "text" && shape.mayBeEmpty)) {
    throw refuse(`${element.name} is empty`, element.line);
  }
  if (shape.kind === "text" && value.length > shape.longest) {
    throw refuse(`${element.name} has more than ${shape.longest} characters`, element.line);
  }
  if (shape.kind === "boolean" && !/^(true|false)$/i.test(value)) {
    throw refuse(`${element.name} is true or false, not "${value}"`, element.line);
  }
  if (
    shape.kind === "number" &&
    (!/^\d+$/.test(value) || Number(value) < shape.from || Number(value) > shape.to)
  ) {
    throw refuse(`${element.name} cannot be "${value}"`, element.line);
  }
}

function checkGroup(
  element: XmlElement,
  shape: Extract<Setting["shape"], { kind: "group" }>,
  pass: Pass,
  refuse: Refuse,
): void {
  if (element.children.length === 0) {
    throw refuse(`${element.name} is empty`, element.line);
  }
  const seen = new Set<string>();
  const keys = new Set<string>();
  const order = Object.keys(shape.settings);
  let place = 0;
  for (const child of element.children) {
    const setting = shape.settings[child.name];
    if (setting === undefined || child.namespace !== UNATTEND) {
      throw refuse(`${element.name} has no setting ${child.name}`, child.line);
    }
    if (setting.list === undefined && seen.has(child.name)) {
      throw refuse(`${child.name} is specified more than once`, child.line);
    }
    if (shape.inThisOrder && order.indexOf(child.name) < place) {
      throw refuse(`${child.name} stands in the wrong place; the order is ${order.join(", ")}`, child.line);
    }
    if (setting.list !== undefined) {
      checkListItem(child, setting.list, keys, refuse);
    }
    place = order.indexOf(child.name);
    seen.add(child.name);
    check(child, setting, pass, refuse);
  }
  for (const name of shape.needs) {
    if (!seen.has(name)) {
      throw refuse(`${element.name} has no ${name}`, element.line);
    }
  }
}

function checkListItem(item: XmlElement, list: "plain" | "keyed", keys: Set<string>, refuse: Refuse): void {
  if (item.attributes[`{${WCM}}action`] !== "add") {
    throw refuse(`${item.name} is an item of a list and has no wcm:action="add"`, item.line);
  }
  if (list === "keyed") {
    const key = item.attributes[`{${WCM}}keyValue`];
    if (key === undefined || keys.has(key)) {
      throw refuse(`${item.name} needs a wcm:keyValue of its own`, item.line);
    }
    keys.add(key);
  }
}
