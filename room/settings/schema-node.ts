/** @module The schema of a setting, found by its path. */

import type * as z from "zod";
import { roomSchema } from "./settings";
import { unitRemedies } from "./settings-fields";

type Path = readonly PropertyKey[];

/** What is asked of a schema of any kind. */
interface SchemaNode {
  readonly description?: string;
  readonly shape?: Readonly<Record<string, SchemaNode>>;
  readonly valueType?: SchemaNode;
  readonly _zod?: { readonly def: { readonly innerType?: SchemaNode } };
  safeParse(value: unknown): z.ZodSafeParseResult<unknown>;
}

/** The schema at a path: through objects by their keys, through records by their values. */
function nodeAt(path: Path): SchemaNode | undefined {
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

/** What belongs at a path, in the words of the nearest setting that has some. */
export function descriptionAt(path: Path): string {
  for (let end = path.length; end > 0; end--) {
    // The words of a setting that may be left out stand within what makes it so.
    for (let node = nodeAt(path.slice(0, end)); node; node = node._zod?.def.innerType)
      if (node.description) return node.description;
  }
  return "See the settings reference in docs/settings.md";
}

/** The keys that are known at a path. */
export function keysAt(path: Path): string[] {
  return Object.keys(unwrap(nodeAt(path))?.shape ?? {});
}

/** Whether the settings are whole without it. */
export function mayBeLeftOut(path: Path): boolean {
  return nodeAt(path)?.safeParse(undefined).success === true;
}

/** What to write at a path where a bare number says too little; undefined where it does not. */
export function unitRemedyAt(path: Path): string | undefined {
  const node = unwrap(nodeAt(path));
  return node && unitRemedies.get(node as unknown as z.ZodType)?.remedy;
}

/** Whether a text belongs there, so that a number is none, or becomes one. */
export function takesText(path: Path): boolean {
  if (unitRemedyAt(path) !== undefined) return false;
  const judged = nodeAt(path)?.safeParse(1);
  if (judged?.success) return typeof judged.data === "string";
  const [issue] = judged?.error.issues ?? [];
  return issue?.code === "invalid_type" && issue.expected === "string";
}
