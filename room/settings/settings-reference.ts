/** @module The settings reference, made from the schema. */

import { type Schema, settingsSchema, toSchema } from "./settings-schema";

/** The reference in Markdown: one table a section, one row a setting. */
export function settingsReference(): string {
  const root = settingsSchema();
  const sections = Object.entries(root.properties ?? {}).map(([name, schema]) =>
    section(name, toSchema(schema)),
  );
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

const introduction = `# Settings of a room

One file a room: \`stacks/Pulumi.<room>.yaml\`. Under \`config:\`, every name below begins with \`virtroom:\`.
Settings without a default have to be there. Names that are not in this list are faults.
Secrets are set by Pulumi, which asks for each, so that the file holds them encrypted; of one in the clear each run warns:

    pulumi config set --secret --path virtroom:engine.password --stack room01
    pulumi config set --secret --path virtroom:secretValues.administratorPassword --stack room01

Editors that know JSON Schema complete and explain the settings, and underline what is wrong, when the file begins with

    # yaml-language-server: $schema=settings.schema.json

This page and \`stacks/settings.schema.json\` are made from the schema in \`room/settings/settings.ts\` by \`npm run docs\`.`;

function section(name: string, schema: Schema): string {
  const ofEach = schema.additionalProperties;
  const group = ofEach && typeof ofEach === "object" && ofEach.properties ? ofEach : undefined;
  const place = group ? `${name}.<group>` : name;
  const rows = rowsOf(group ?? schema);
  const title = `## \`${place}\`\n\n${schema.description ?? ""}.`;
  if (rows.length === 0) return title;
  return [title, "", "| setting | what it is | without it |", "| --- | --- | --- |", ...rows].join("\n");
}

function rowsOf(schema: Schema): string[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const property = toSchema(value);
    const description = (property.description ?? "").replaceAll("|", "\\|");
    return `| \`${key}\` | ${description} | ${required.has(key) ? "a fault" : defaultOf(property)} |`;
  });
}

function defaultOf(property: Schema): string {
  if (property.default === undefined) return "";
  return `\`${typeof property.default === "object" ? JSON.stringify(property.default) : String(property.default)}\``;
}
