/**
 * @module What the recordings tell of the engine that they were made on: which VMs, templates and people there were, and
 * what they were called.
 */

import { plain } from "../../simulator/api/body";
import { nouns } from "../../simulator/api/nouns";
import { readJson } from "../../simulator/api/read-json";
import { readXml } from "../../simulator/api/read-xml";
import type { ObjectType } from "../../simulator/api/schema";
import type { VmBody } from "../../simulator/api/types/vm";
import type { Exchange } from "./replay-exchange";
import { isObject } from "./replay-ids";
import { type Tree, treeOf } from "./replay-tree";

const member = /\/ovirt-engine\/api\/(\w+)\/([^/?]+)$/;

export class Dossier {
  /** Collection -> id -> name. */
  readonly #names = new Map<string, Map<string, string>>();
  readonly #vms = new Map<string, VmBody>();
  readonly #missing = new Set<string>();

  constructor(exchanges: Exchange[]) {
    for (const exchange of exchanges) {
      for (const [, file = ""] of exchange.response.body.matchAll(/Cannot access storage file '([^']+)'/g)) {
        this.#missing.add(file);
      }
      if (exchange.status < 300) {
        this.#read(treeOf(exchange.response) ?? null);
        for (const vm of vmsIn(exchange)) {
          if (vm.id !== undefined && vm.name !== undefined && !this.#vms.has(vm.id)) {
            this.#vms.set(vm.id, vm);
          }
        }
      }
    }
  }

  nameOf(collection: string, id: string): string | undefined {
    return this.#names.get(collection)?.get(id);
  }

  idOf(collection: string, name: string): string | undefined {
    for (const [id, candidate] of this.#names.get(collection) ?? []) {
      if (candidate === name) {
        return id;
      }
    }
    return undefined;
  }

  /** The first that was told of it. */
  vm(id: string): VmBody | undefined {
    return this.#vms.get(id);
  }

  /** A file that hosts did not find. */
  wasMissing(file: string): boolean {
    return this.#missing.has(file);
  }

  #read(tree: Tree): void {
    if (Array.isArray(tree)) {
      for (const item of tree) {
        this.#read(item);
      }
    } else if (isObject(tree)) {
      const name = Array.isArray(tree.name) ? tree.name[0] : tree.name;
      const [, collection, id] = member.exec(String(tree.href ?? "")) ?? [];
      if (collection !== undefined && id !== undefined && typeof name === "string") {
        const names = this.#names.get(collection) ?? new Map<string, string>();
        this.#names.set(collection, names.set(id, names.get(id) ?? name));
      }
      for (const value of Object.values(tree)) {
        this.#read(value);
      }
    }
  }
}

/** The VMs that an answer shows, one or many. */
export function vmsIn(exchange: Exchange): VmBody[] {
  return bodiesIn<VmBody>(exchange, "vm", nouns.vm.type).filter(vm => vm.status !== undefined);
}

/** The bodies of that noun that an answer shows. */
export function bodiesIn<T>(exchange: Exchange, item: string, type: ObjectType<T>): T[] {
  const { headers, body } = exchange.response;
  const contentType = headers["content-type"] ?? "";
  if (exchange.status >= 300 || body === "") {
    return [];
  }
  const several = { kind: "object", className: "", fields: {}, attributes: new Set<string>() } as const;
  const collection: ObjectType<unknown> = {
    ...several,
    fields: { [item]: { kind: "list", item, of: type as ObjectType<unknown>, wrapped: false } },
  };
  const read = contentType.startsWith("application/json") ? readJson : readXml;
  for (const shape of [collection, type as ObjectType<unknown>]) {
    try {
      const found = plain(read(shape, body));
      const list = found[item];
      if (shape === collection && Array.isArray(list)) {
        return list as T[];
      }
      if (shape !== collection && found.id !== undefined) {
        return [found as T];
      }
    } catch {
      // Not of that shape: the next one is tried.
    }
  }
  return [];
}
