/** @module Elements that are only there under a condition: `v:if` and `v:unless` of our answer-file templates. */

/** Namespace of these attributes, as the answer-file templates know it. */
const NAMESPACE = "urn:virtroom:answer-file";

/** Markup, or text up to the next. Quoted values may hold `>`. */
const MARKUP =
  /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(\/)?([^\s<>/"'!?]+)(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+/gsy;
/** The attributes that steer an element already, as they are written here. */
const STEERING = new RegExp(`^ xmlns:v="${NAMESPACE}"(?: v:if="([^"]*)")?(?: v:unless="([^"]*)")?`);

/**
 * Puts a condition on every element of a text.
 *
 * @param names of the values that must all be there, or not be there
 * @returns undefined when the text holds anything else than whole elements, comments and blanks
 */
export function steered(text: string, names: readonly string[], there: boolean): string | undefined {
  let output = "";
  let end = 0;
  let depth = 0;
  for (const match of text.matchAll(MARKUP)) {
    const [markup, closing, name] = match;
    end = match.index + markup.length;
    const isText = name === undefined && !/^<[!?]/.test(markup);
    if (
      depth === 0 &&
      (closing !== undefined || markup.startsWith("<![") || (isText && markup.trim() !== ""))
    ) {
      return undefined;
    }
    const isOuter = depth === 0 && name !== undefined;
    output += isOuter ? withCondition(markup, name, names, there) : markup;
    if (closing !== undefined) depth--;
    else if (name !== undefined && !markup.endsWith("/>")) depth++;
  }
  return depth === 0 && end === text.length ? output : undefined;
}

/** A condition within a condition: both have to hold. */
function withCondition(tag: string, name: string, names: readonly string[], there: boolean): string {
  const rest = tag.slice(1 + name.length);
  const [present = "", needs, excludes] = STEERING.exec(rest) ?? [];
  const all = (written: string | undefined, added: readonly string[]) =>
    [...(written === undefined ? [] : [written]), ...added].join(" ");
  const condition = {
    if: all(needs, there ? names : []),
    unless: all(excludes, there ? [] : names),
  };
  const attributes = Object.entries(condition)
    .filter(([, value]) => value !== "")
    .map(([kind, value]) => ` v:${kind}="${value}"`);
  return `<${name} xmlns:v="${NAMESPACE}"${attributes.join("")}${rest.slice(present.length)}`;
}
