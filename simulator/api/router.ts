/**
 * @module Which route a path belongs to.
 */

import FindMyWay from "find-my-way";
import { allRoutes } from "./resources/all";
import type { Method, Route } from "./route";

export interface Match {
  route: Route;
  parts: Record<string, string>;
}

const methods: Method[] = ["GET", "POST", "PUT", "DELETE"];

export class Router {
  readonly #tree = FindMyWay({ ignoreTrailingSlash: true, maxParamLength: 400 });

  constructor(routes: Route[] = allRoutes) {
    for (const route of routes) {
      this.#tree.on(route.method, route.path, () => undefined, route);
    }
  }

  find(method: string, path: string): Match | undefined {
    const known = methods.find(candidate => candidate === method);
    const found = known === undefined ? null : this.#tree.find(known, path);
    return found === null ? undefined : { route: found.store as Route, parts: asStrings(found.params) };
  }

  /** What that path can be asked; empty: there is no such path. */
  allowed(path: string): Method[] {
    return methods.filter(method => this.#tree.find(method, path) !== null);
  }
}

function asStrings(params: Record<string, string | undefined>): Record<string, string> {
  const defined = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(defined);
}
