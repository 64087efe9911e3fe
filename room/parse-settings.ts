/** @module Settings as they stand in the file -> settings that hold, or every fault in them. */

import type * as z from "zod";
import type { Fault } from "./fault";
import {
  type ConnectionSettings,
  connectionSchema,
  neighbourSchema,
  type RoomSettings,
  roomSchema,
} from "./settings";

export type Parsed<Settings> =
  | { readonly settings: Settings; readonly faults: readonly [] }
  | { readonly settings: undefined; readonly faults: readonly Fault[] };

/** The stack's configuration: the keys of the project's namespace, without it. */
type Raw = Readonly<Record<string, unknown>>;

export function parseSettings(raw: Raw): Parsed<RoomSettings> {
  return parsedBy(roomSchema, raw);
}

/** Only what speaking to the engine needs; the rest may be wrong, or gone. */
export function parseConnection(raw: Raw): Parsed<ConnectionSettings> {
  return parsedBy(connectionSchema, raw);
}

/** The groups of another room and its engine, as far as they are right; its secrets stay closed. */
export function parseGroups(raw: Raw): (Pick<RoomSettings, "groups"> & { engineUrl: string }) | undefined {
  const parsed = neighbourSchema.safeParse(raw);
  return parsed.success ? { groups: parsed.data.groups, engineUrl: parsed.data.engine.url } : undefined;
}

function parsedBy<Settings>(schema: z.ZodType<Settings>, raw: Raw): Parsed<Settings> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { settings: parsed.data, faults: [] };
  return { settings: undefined, faults: parsed.error.issues.flatMap(issue => faultsOf(issue)) };
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue): Fault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(key => {
      const path = [...issue.path, key];
      return { path: path.join("."), message: "is not a setting", remedy: suggestion(issue.path, key) };
    });
  }
  // A record tells a bad key on the record's path; the key itself is where the fault is.
  const inner = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  const remedy = issue.code === "custom" ? issue.params?.remedy : undefined;
  return [
    {
      path: issue.path.join(".") || "settings",
      message: inner ?? messageOf(issue),
      remedy: typeof remedy === "string" ? remedy : descriptionAt(issue.path),
    },
  ];
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.includes("received undefined") ? "is missing" : `is not a ${issue.expected}`;
    case "invalid_union":
      return "is of the wrong kind";
    case "invalid_value":
      return `is none of ${issue.values.join(", ")}`;
    case "too_small":
      return issue.origin === "string" ? "is empty" : `is less than ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `is longer than ${issue.maximum} characters`
        : `is more than ${issue.maximum}`;
    default:
      return issue.message;
  }
}

interface SchemaNode {
  readonly description?: string;
  readonly shape?: Readonly<Record<string, SchemaNode>>;
  readonly valueType?: SchemaNode;
  readonly _zod?: { readonly def: { readonly innerType?: SchemaNode } };
}

/** The schema at a path: through objects by their keys, through records by their values. */
function nodeAt(path: readonly PropertyKey[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = roomSchema as SchemaNode;
  for (const key of path) node = unwrap(node)?.shape?.[String(key)] ?? unwrap(node)?.valueType;
  return node;
}

function unwrap(node: SchemaNode | undefined): SchemaNode | undefined {
  let inner = node;
  while (inner && !inner.shape && !inner.valueType && inner._zod?.def.innerType)
    inner = inner._zod.def.innerType;
  return inner;
}

function descriptionAt(path: readonly PropertyKey[]): string {
  for (let end = path.length; end > 0; end--) {
    const description = nodeAt(path.slice(0, end))?.description;
    if (description) return description;
  }
  return "See the settings reference in docs/settings.md";
}

/** The known key that was probably meant: the same letters but for case and separators, or one that it begins. */
function suggestion(path: readonly PropertyKey[], key: string): string {
  const known = Object.keys(
    unwrap(path.length === 0 ? (roomSchema as SchemaNode) : nodeAt(path))?.shape ?? {},
  );
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const near =
    known.find(name => plain(name) === plain(key)) ?? known.find(name => plain(name).startsWith(plain(key)));
  return near ? `Did you mean ${near}?` : `Known here: ${known.join(", ")}`;
}
