/** @module The JSON Schemas of the settings, made from the one schema: of the settings alone, and of a whole file for editors. */

import * as z from "zod";
import { roomSchema } from "./settings";

export type Schema = z.core.JSONSchema.BaseSchema;

/** A JSON Schema of the settings as people write them, without the project's namespace. */
export function settingsSchema(): Schema {
  // Draft 7 is the newest that every editor's YAML support knows.
  return z.toJSONSchema(roomSchema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    reused: "inline",
  });
}

/**
 * A JSON Schema of stacks/Pulumi.<room>.yaml, for editors. A secret is right only as Pulumi encrypts it, and may be
 * missing: `pulumi config set --secret` adds it.
 *
 * @param project name of the project, which is the namespace of the settings
 */
export function stackFileSchema(project: string): Schema {
  const { $schema, properties = {} } = settingsSchema();
  const names = Object.keys(properties);
  const settings = Object.entries(properties).map(([name, schema]) => [
    `${project}:${name}`,
    withSecrets(toSchema(schema)),
  ]);
  return {
    $schema,
    title: "Settings of a room",
    type: "object",
    required: ["config"],
    properties: {
      config: {
        type: "object",
        description: "The settings of the room; what each means: docs/settings.md",
        required: ["engine", "groups"].map(name => `${project}:${name}`),
        properties: Object.fromEntries(settings),
        // Other namespaces are Pulumi's business.
        patternProperties: { [`^${project}:(?!(${names.join("|")})$)`]: false },
      },
    },
  };
}

/** What `pulumi config set --secret` writes. */
const encrypted: Schema = {
  type: "object",
  description: "Encrypted by: pulumi config set --secret --path virtroom:NAME --stack ROOM",
  required: ["secure"],
  properties: { secure: { type: "string" } },
  additionalProperties: false,
};

/** The schema of a place in the file: what is marked as secret is encrypted there, or not there yet. */
function withSecrets(schema: Schema): Schema {
  const { secret, ...rest } = schema;
  const description = rest.description === undefined ? {} : { description: rest.description };
  // Of named values each is encrypted, or all of them at once.
  if (secret && rest.type === "object")
    return { ...rest, properties: encrypted.properties, additionalProperties: encrypted };
  if (secret) return { ...encrypted, ...description };
  const { properties, additionalProperties, required, ...others } = rest;
  const isSecret = (name: string) => toSchema(properties?.[name] ?? {}).secret === true;
  return {
    ...others,
    ...(properties ? { properties: mapValues(properties, child => withSecrets(toSchema(child))) } : {}),
    ...(required ? { required: required.filter(name => !isSecret(name)) } : {}),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: withSecrets(additionalProperties) }
      : additionalProperties === undefined
        ? {}
        : { additionalProperties }),
  };
}

function mapValues<In, Out>(
  object: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/** The two schemas that JSON Schema writes as `true` and `false` say nothing of properties. */
export function toSchema(schema: Schema | boolean): Schema {
  return typeof schema === "boolean" ? {} : schema;
}
