/**
 * @module YAML that Pulumi reads as it was meant. Its parser (yaml.v3 of Go) takes some plain texts for numbers and
 * dates that are text in YAML 1.2: `2015-08-01`, `10_1`.
 */

import { Document, type Node, type ToStringOptions, visit } from "yaml";

/** With any case of prefixes and with `_` anywhere. @see resolve.go of yaml.v3 */
const NUMBER = /^[-+]?(?:0_*[xbo]_*[\da-f_]+|[\d_]*\.?[\d_]*(?:e_*[-+]?[\d_]+)?)$/i;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/;

/** Whether Pulumi takes this text for a number or a date where it stands without quotes. */
function isNumberOrDate(text: string): boolean {
  return /^[-+.\d]/.test(text) && (NUMBER.test(text) || DATE.test(text));
}

/** What its parser takes for a date: a day, or a time of one. */
const TIME =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?)?$/;

/** Whether Pulumi takes a text without quotes for a date. */
export function isDate(text: string): boolean {
  return TIME.test(text);
}

/** The number that a text without quotes is to Pulumi; undefined when it is none. `010` is 8, `018` is 18, `1_0` is 10. */
export function numberToPulumi(text: string): number | undefined {
  if (isDate(text) || !isNumberOrDate(text)) return undefined;
  const [, sign, digits = ""] = /^([-+]?)(.*)$/.exec(text.replaceAll("_", "")) ?? [];
  const number = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  if (digits === "" || Number.isNaN(number)) return undefined;
  return sign === "-" ? -number : number;
}

/** What Pulumi hands on for a text without quotes. */
export function textToPulumi(text: string): string {
  const [, year, month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === undefined) return String(numberToPulumi(text) ?? text);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")} 00:00:00 +0000 UTC`;
}

/** A value as YAML for Pulumi. */
export function pulumiYaml(value: unknown, options: Readonly<ToStringOptions> = {}): string {
  const document = new Document(value);
  if (document.contents) quoteForPulumi(document.contents);
  return document.toString({ lineWidth: 0, ...options });
}

/** Puts texts that would be taken for something else into quotes; and those with `?`, a mark of its own within `{}` and `[]`. */
export function quoteForPulumi(node: Node): void {
  visit(node, {
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value === "string" && (isNumberOrDate(value) || value.includes("?")))
        scalar.type = "QUOTE_DOUBLE";
    },
  });
}
