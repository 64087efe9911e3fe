/**
 * @module Addresses, references, links and actions.
 */

export const root = "/ovirt-engine/api";

export interface Ref {
  href: string;
  id: string;
}

/** `ref("vms", id)` */
export function ref(collection: string, id: string): Ref {
  return { href: `${root}/${collection}/${id}`, id };
}

export function linksOf(href: string, rels: readonly string[]): { href: string; rel: string }[] {
  return rels.map(rel => ({ href: `${href}/${rel}`, rel }));
}

export function actionsOf(href: string, rels: readonly string[]): { link: { href: string; rel: string }[] } {
  return { link: linksOf(href, rels) };
}
