/**
 * @module Placeholders in names, addresses and descriptions: the rules of Python's `string.Template`, which the old
 * configuration file used and the new settings keep.
 */

/**
 * What can follow a `$`: another one (a literal dollar sign), a name, or a name in braces. Names are ASCII
 * letters, digits and `_`, and start with no digit. A `$` before anything else stands for itself.
 *
 * @see https://docs.python.org/3/library/string.html#template-strings
 */
const PLACEHOLDER = /\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\})/g;

/**
 * Fills `${name}` and `$name` from `values`, and turns `$$` into `$`: Python's `safe_substitute`. A name that is
 * not among the values stays as it is written, and so does a `$` that starts no placeholder. Values are inserted
 * literally: placeholders within them are not filled again. Never throws.
 *
 * @example substitute("${room}-vd${id}", { room: "test01", id: "07" }) // "test01-vd07"
 */
export function substitute(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (written: string, dollar?: string, bare?: string, braced?: string) => {
    if (dollar !== undefined) return "$";
    const name = bare ?? braced ?? "";
    return Object.hasOwn(values, name) ? (values[name] ?? written) : written;
  });
}

/** A placeholder, or a `$` that starts none. */
const ANY_DOLLAR = new RegExp(`${PLACEHOLDER.source}|\\$`, "g");

/**
 * Fills what is known already, and leaves what is known `later` for a `substitute` of the result. Both together insert
 * each value literally, and do to all else what one `substitute` with all the values would.
 *
 * @returns a template with no other placeholders than those of `later`
 * @example substituteEarly("${id}: $$5 at ${time}", { id: "07" }, new Set(["time"])) // "07: $$5 at ${time}"
 */
export function substituteEarly(
  template: string,
  values: Readonly<Record<string, string>>,
  later: ReadonlySet<string>,
): string {
  return template.replace(ANY_DOLLAR, (written: string, _dollar?: string, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? "";
    return later.has(name) ? `\${${name}}` : substitute(written, values).replaceAll("$", "$$$$");
  });
}

/**
 * The names that the template mentions, each once, in the order in which they first occur.
 *
 * @example placeholdersOf("${room}-$id of $room, $$5") // ["room", "id"]
 */
export function placeholdersOf(template: string): string[] {
  const names = new Set<string>();
  for (const [, , bare, braced] of template.matchAll(PLACEHOLDER)) {
    const name = bare ?? braced;
    if (name !== undefined) names.add(name);
  }
  return [...names];
}
