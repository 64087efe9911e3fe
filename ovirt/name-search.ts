/**
 * @module The text of a search for VMs by their names, the same for the same names in whatever order they come: the engine keeps
 * what it has made of each text for good, under the text (its SearchQuery; docs/facts/ovirt.md).
 */

export function nameSearch(names: readonly string[]): string {
  const terms = [...names].sort().map(name => `name=${name}`);
  return terms.join(" or ");
}
