/**
 * @module References: fields that name another entity by `id`, `href` or `name`.
 */

import { part, text } from "../schema";

/** For nouns of which no more than a reference is ever needed. */
export function reference(className: string) {
  return part(className, { href: text, id: text, name: text }, "href", "id");
}
