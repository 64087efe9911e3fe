/**
 * @module What a request names by id has to be there, unless the answer says that it is not.
 */

import type { Engine } from "../../simulator/engine/engine";
import type { Exchange } from "./replay-exchange";
import { isObject } from "./replay-ids";
import type { Stage } from "./replay-stage";
import { type Tree, treeOf } from "./replay-tree";

const absent = /doesn't exist|Entity not found|"detail" : "\[\]"|<detail>\[\]<|invalid Role id|Invalid UUID/;

/** Ids that no recording has bound yet stand for something of that kind. */
export function prepareReferences(stage: Stage, exchange: Exchange): void {
  if (!absent.test(exchange.response.body) && exchange.status !== 404) {
    walk(stage, treeOf(exchange.request) ?? null);
  }
}

function walk(stage: Stage, tree: Tree): void {
  if (Array.isArray(tree)) {
    for (const member of tree) {
      walk(stage, member);
    }
  } else if (isObject(tree)) {
    for (const [key, value] of Object.entries(tree)) {
      const [reference] = Array.isArray(value) ? value : [value];
      if (isObject(reference) && typeof reference.id === "string") {
        bind(stage, key, reference.id);
      }
      walk(stage, value);
    }
  }
}

function bind(stage: Stage, noun: string, recordedId: string): void {
  if (noun === "vm") {
    stage.calm(stage.vm(recordedId));
    return;
  }
  const there = known(stage.engine, noun);
  const [first] = there;
  if (first !== undefined && !there.includes(stage.ids.here(recordedId) ?? recordedId)) {
    stage.ids.bind(recordedId, first);
  }
}

/** The ids of that noun. */
function known(engine: Engine, noun: string): string[] {
  switch (noun) {
    case "vnic_profile":
      return [...engine.vnicProfiles.keys()];
    case "user":
      return [...engine.users.values()].filter(user => !user.administrator).map(user => user.id);
    case "cluster":
      return [...engine.clusters.keys()];
    case "template":
      return [...engine.templates.values()].filter(({ disks }) => disks.length > 0).map(({ id }) => id);
    default:
      return [];
  }
}
