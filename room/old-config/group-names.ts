/** @module The names of old groups, as the settings allow them. */

/**
 * Names of groups as the settings allow them: letters, digits, `_` and `-`, a letter first; no two the same.
 *
 * @example groupNames(["student vms", "2nd row"]) // ["student-vms", "group-2nd-row"]
 */
export function groupNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map(name => {
    const plain = name.replaceAll(/[^\w-]+/g, "-").replace(/^(?![A-Za-z])/, "group-");
    let free = plain;
    for (let count = 2; taken.has(free); count++) free = `${plain}-${count}`;
    taken.add(free);
    return free;
  });
}
