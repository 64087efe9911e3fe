/** @module Recognising a snapshot by the pattern that its description was made from. */

/** A placeholder, or `$$` for one `$`: the rules of the template string. */
const placeholder = /\$(?:\$|\{\w+\}|\w+)/g;

/**
 * Whether a description comes from this pattern, whatever the placeholders in it stood for.
 *
 * @param pattern a description in which a run's time and the like are still placeholders
 */
export function isDescribedBy(pattern: string, description: string): boolean {
  let source = "";
  let end = 0;
  for (const match of pattern.matchAll(placeholder)) {
    source += escaped(pattern.slice(end, match.index)) + (match[0] === "$$" ? "\\$" : "[0-9A-Fa-f:-]+");
    end = match.index + match[0].length;
  }
  return new RegExp(`^${source}${escaped(pattern.slice(end))}$`, "u").test(description);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** Whether a description speaks of the MAC address, which only a run brings. */
export function namesMac(pattern: string): boolean {
  return [...pattern.matchAll(placeholder)].some(match => /^\$\{?mac/i.test(match[0]));
}
