/**
 * @module Which id of the simulator stands for which recorded id. Bound as answers bring them.
 */

import type { Tree } from "./replay-tree";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

export class Ids {
  readonly #here = new Map<string, string>();
  readonly #there = new Map<string, string>();

  /** Ids that are the same here and there: what every engine has, and what was set up by the recordings. */
  constructor(readonly shared: ReadonlySet<string> = new Set()) {}

  bind(recorded: string, simulated: string): void {
    if (this.shared.has(recorded)) {
      return;
    }
    this.#here.set(recorded, simulated);
    this.#there.set(simulated, recorded);
  }

  /** The simulator's id for a recorded one. */
  here(recorded: string): string | undefined {
    return this.#here.get(recorded);
  }

  /** Recorded text with the simulator's ids; unknown ones stay. */
  translate(recorded: string): string {
    return recorded.replace(uuid, id => this.#here.get(id) ?? id);
  }

  /** Pairs the ids that stand in the same place of both trees. Lists are paired by name, else by position. */
  learn(recorded: Tree, simulated: Tree): void {
    if (Array.isArray(recorded) && Array.isArray(simulated)) {
      for (const [index, member] of recorded.entries()) {
        this.learn(member, partner(member, simulated) ?? simulated[index] ?? null);
      }
    } else if (isObject(recorded) && isObject(simulated)) {
      if (typeof recorded.id === "string" && typeof simulated.id === "string") {
        this.bind(recorded.id, simulated.id);
      }
      for (const [key, member] of Object.entries(recorded)) {
        if (key === "link" || key === "actions") {
          this.#learnLinks(member, simulated[key] ?? null);
        } else {
          this.learn(member, simulated[key] ?? null);
        }
      }
    }
  }

  /** A link may name something new, as `creation_status` does. */
  #learnLinks(recorded: Tree, simulated: Tree): void {
    const links = (tree: Tree): [string, string][] =>
      (Array.isArray(tree) ? tree : []).flatMap(link =>
        isObject(link) ? [[String(link.rel), String(link.href)]] : [],
      );
    const there = new Map(links(simulated));
    for (const [rel, href] of links(recorded)) {
      const ids = [...href.matchAll(uuid)].map(match => match[0]);
      const others = [...(there.get(rel) ?? "").matchAll(uuid)].map(match => match[0]);
      for (const [index, id] of ids.entries()) {
        const other = others[index];
        if (other !== undefined) {
          this.bind(id, other);
        }
      }
    }
  }
}

export function isObject(tree: Tree | undefined): tree is { [key: string]: Tree } {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree);
}

function partner(member: Tree, others: Tree[]): Tree | undefined {
  if (!isObject(member)) {
    return undefined;
  }
  const label = labelOf(member);
  return label === undefined ? undefined : others.find(other => isObject(other) && labelOf(other) === label);
}

/** What a member of a list is known by. */
export function labelOf(member: { [key: string]: Tree }): string | undefined {
  const label = member.name ?? member.description ?? member.rel;
  return label === undefined ? undefined : JSON.stringify(label);
}
