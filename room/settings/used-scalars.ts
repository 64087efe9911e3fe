/** @module The single values that a project's settings come to in YAML, what is shared by `&`, `*` and `<<` where it is used. */

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
} from "yaml";

type Path = readonly (string | number)[];

/** A single value, or the key of one, and where it stands among the settings: `["groups", "students", "ids", 0]`. */
export interface UsedScalar {
  readonly path: Path;
  readonly scalar: Scalar;
  readonly isKey: boolean;
}

/** Settings lie five deep at most. */
const deepest = 20;
/** No settings hold so many; aliases of aliases would. */
const mostNodes = 200_000;

/** @param project whose namespace the settings are in @param document as it was read, without resolving `<<` */
export function* usedScalars(project: string, document: Document): Generator<UsedScalar> {
  const walk = new Walk(aliasesIn(document));
  const config = walk.entries(document.contents as Node | null).get("config");
  for (const [name, { value }] of walk.entries(config?.value)) {
    if (name.startsWith(`${project}:`)) yield* walk.under(value, [name.slice(project.length + 1)]);
  }
}

interface Entry {
  readonly key: Scalar;
  readonly value: unknown;
}

class Walk {
  private left = mostNodes;

  constructor(private readonly aliases: ReadonlyMap<Alias, Node>) {}

  *under(node: unknown, path: Path): Generator<UsedScalar> {
    const found = this.resolved(node);
    if (path.length > deepest || this.left-- <= 0) return;
    if (isScalar(found)) yield { path, scalar: found, isKey: false };
    if (isSeq(found))
      for (const [index, item] of found.items.entries()) yield* this.under(item, [...path, index]);
    for (const [name, { key, value }] of this.entries(found)) {
      yield { path: [...path, name], scalar: key, isKey: true };
      yield* this.under(value, [...path, name]);
    }
  }

  /** Of a map, those that it inherits by `<<` included: its own go first, then those of the first that it names. */
  entries(node: unknown, depth = 0): Map<string, Entry> {
    const found = this.resolved(node);
    const entries = new Map<string, Entry>();
    if (!isMap(found) || depth > deepest || this.left-- <= 0) return entries;
    const inherited: unknown[] = [];
    for (const { key, value } of found.items) {
      if (!isScalar(key)) continue;
      if (key.source === "<<" && key.type === "PLAIN") inherited.push(...this.listed(value));
      else entries.set(String(key.source ?? key.value), { key, value });
    }
    for (const source of inherited)
      for (const [name, entry] of this.entries(source, depth + 1))
        if (!entries.has(name)) entries.set(name, entry);
    return entries;
  }

  private listed(node: unknown): readonly unknown[] {
    const found = this.resolved(node);
    return isSeq(found) ? found.items : [found];
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? this.aliases.get(node) : node;
  }
}

/** An alias means what stands above it. */
function aliasesIn(document: Document): Map<Alias, Node> {
  const anchored = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) {
        if (node.anchor) anchored.set(node.anchor, node);
        return;
      }
      const meant = anchored.get(node.source);
      if (meant) aliases.set(node, meant);
    },
  });
  return aliases;
}
