/**
 * @module What a recorded request says.
 */

import { nouns } from "../../simulator/api/nouns";
import { readJson } from "../../simulator/api/read-json";
import { readXml } from "../../simulator/api/read-xml";
import type { VmBody } from "../../simulator/api/types/vm";
import type { Exchange } from "./replay-exchange";
import { isObject } from "./replay-ids";
import type { Tree } from "./replay-tree";

/** What the request says of a VM. */
export function requestOf(exchange: Exchange): VmBody {
  const json = exchange.request.headers["content-type"] === "application/json";
  return (json ? readJson : readXml)(nouns.vm.type, exchange.request.body) as VmBody;
}

/** The first name that it gives. */
export function nameIn(request: Tree): string | undefined {
  if (!isObject(request)) {
    return undefined;
  }
  const direct = Array.isArray(request.name) ? request.name[0] : request.name;
  if (direct !== undefined) {
    return String(direct);
  }
  const [first] = Object.values(request);
  const inner = Array.isArray(first) ? first[0] : undefined;
  return inner === undefined ? undefined : nameIn(inner);
}
