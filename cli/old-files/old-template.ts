/** @module Answer-file templates of the tool before this one, as templates of ours. */

import { basename } from "node:path";
import { AnswerFileError } from "../../answer-file/fault";
import { loadTemplate } from "../../answer-file/template";
import { decodeText } from "../../room/old-config/decode";
import { describeFileFaults } from "../../room/old-config/fault";
import { type ConvertedText, convertMako } from "../../room/old-config/mako/mako";

/** Our template's text, or what stands in its way, a line each. */
export type OldTemplate = { readonly template: string } | { readonly faults: string };

/** @param file absolute @param bytes what it holds */
export function convertTemplate(file: string, bytes: Buffer): OldTemplate {
  const text = decodeText(bytes);
  const converted = convertMako(text);
  if ("faults" in converted) return { faults: describeFileFaults(file, converted.faults) };
  const template = withOwnPath(converted.template, escapeXml(file));
  try {
    loadTemplate(template, file);
    return { template };
  } catch (error) {
    if (!(error instanceof AnswerFileError)) throw error;
    return { faults: inOldLines(error, text, converted).message };
  }
}

/** What is wrong with a conversion, told with the lines of the text that it comes from. */
function inOldLines({ faults }: AnswerFileError, text: string, { template, lines }: ConvertedText) {
  const [old, ours] = [text, template].map(whole => whole.split(/\r\n?|\n/));
  const [first, ...others] = faults.map(({ column, ...fault }) => {
    const line = lines[fault.line - 1] ?? fault.line;
    // Where a line was changed, columns are others.
    const isSame = column !== undefined && old?.[line - 1] === ours?.[fault.line - 1];
    return { ...fault, line, ...(isSame ? { column } : {}) };
  });
  return first ? new AnswerFileError([first, ...others]) : new AnswerFileError(faults);
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
