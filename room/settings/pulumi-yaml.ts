/**
 * @module YAML that Pulumi reads as it was meant. Its parser (yaml.v3 of Go) takes some plain texts for numbers and
 * dates that are text in YAML 1.2: `2015-08-01`, `10_1`.
 */

import { Document, type Node, type ToStringOptions, visit } from "yaml";

/** With any case of prefixes and with `_` anywhere. @see resolve.go of yaml.v3 */
const NUMBER = /^[-+]?(?:0_*[xbo]_*[\da-f_]+|[\d_]*\.?[\d_]*(?:e_*[-+]?[\d_]+)?)$/i;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/;

/** Whether Pulumi takes this text for a number or a date where it stands without quotes. */
export function isNumberOrDate(text: string): boolean {
  return /^[-+.\d]/.test(text) && (NUMBER.test(text) || DATE.test(text));
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
