/** @module Answer-file templates of the tool before this one, as templates of ours. */

import { basename } from "node:path";
import { loadTemplate } from "../answer-file/template";
import { decodeText } from "../room/old-config/decode";
import { convertMako } from "../room/old-config/mako";
import { notRight, readBytes } from "./old-file";

/** @param file absolute @returns our template's text @throws UserError, or AnswerFileError when the result is none */
export function convertedTemplate(file: string): string {
  const converted = convertMako(decodeText(readBytes(file)));
  if ("faults" in converted) throw notRight(file, converted.faults);
  const template = withOwnPath(converted.template, escapeXml(file));
  loadTemplate(template, file);
  return template;
}

/** Writes the old path in where a text asks for it, so that it does not depend on where a copy lies. */
export function withOwnPath(text: string, path: string): string {
  return text.replaceAll(/\$\$|\$\{autounattend_templatefile\}|\$autounattend_templatefile\b/g, match =>
    match === "$$" ? match : path,
  );
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** A name for our template: `Autounattend-production.xml.template` becomes `Autounattend-production.xml`. */
export function templateName(file: string): string {
  const stem = basename(file).replace(/(?:\.(?:xml|template|tmpl|tpl|mako|txt))+$/i, "");
  return `${stem.replaceAll(/[^\w.-]+/g, "-").replace(/^[.-]+/, "") || "template"}.xml`;
}
