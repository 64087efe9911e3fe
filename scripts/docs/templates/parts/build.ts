/** @module Putting parts together to a template. */

import { PASSES, type Pass } from "../../../../answer-file/components";
import { STEERING_NAMESPACE } from "../../../../answer-file/template";
import { WCM_NAMESPACE } from "../../../../answer-file/unattend";
import { XMLNS_NAMESPACE, type XmlElement } from "../../../../answer-file/xml";
import { element, unless, when, withAttribute } from "./element";

/** What a part puts into one component of one pass. */
export interface Setting {
  readonly pass: Pass;
  /** Name of the component, `Microsoft-Windows-` included. */
  readonly component: string;
  readonly elements: readonly XmlElement[];
  /** Names of values without which the whole component is left out. */
  readonly when?: string;
  /** Names of values with which the whole component is left out. */
  readonly unless?: string;
}

/** A part of an answer file, such as the join to a domain. */
export type Part = readonly Setting[];

/** Processor architecture of a Windows. */
export type Architecture = "amd64" | "x86" | "arm64";

/**
 * The template that parts make together, as a tree. Settings of several parts for the same component come into one, in
 * the order of the parts.
 */
export function buildTemplate(parts: readonly Part[], architecture: Architecture = "amd64"): XmlElement {
  const settings = parts.flat();
  const passes = PASSES.filter(pass => settings.some(setting => setting.pass === pass));
  const root = element("unattend", ...passes.map(pass => buildPass(pass, settings, architecture)));
  return Object.entries({ wcm: WCM_NAMESPACE, v: STEERING_NAMESPACE }).reduce(
    (built, [prefix, uri]) => withAttribute(built, `xmlns:${prefix}`, XMLNS_NAMESPACE, uri),
    root,
  );
}

function buildPass(pass: Pass, settings: readonly Setting[], architecture: Architecture): XmlElement {
  const components = new Map<string, Setting>();
  for (const setting of settings.filter(one => one.pass === pass)) {
    const key = [setting.component, setting.when, setting.unless].join("\n");
    const before = components.get(key);
    components.set(key, { ...setting, elements: [...(before?.elements ?? []), ...setting.elements] });
  }
  const built = [...components.values()].map(setting => buildComponent(setting, architecture));
  return withAttribute(element("settings", ...built), "pass", "", pass);
}

function buildComponent(setting: Setting, architecture: Architecture): XmlElement {
  const attributes = {
    name: setting.component,
    processorArchitecture: architecture,
    publicKeyToken: "31bf3856ad364e35",
    language: "neutral",
    versionScope: "nonSxS",
  };
  let built = Object.entries(attributes).reduce(
    (one, [name, text]) => withAttribute(one, name, "", text),
    element("component", ...setting.elements),
  );
  if (setting.when !== undefined) built = when(setting.when, built);
  if (setting.unless !== undefined) built = unless(setting.unless, built);
  return built;
}
