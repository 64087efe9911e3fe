/**
 * @module Files in the syntax of Python's `ConfigParser`, as its `logging.config` reads them.
 * @see https://docs.python.org/2.7/library/configparser.html
 */

export interface IniValue {
  readonly value: string;
  /** The first one is 1. */
  readonly line: number;
}

/** Values by their names in lower case, by sections. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, IniValue>>;

/** Reads what can be read: a line that is none of Python's is left out. Never throws. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, IniValue>>();
  let section: Map<string, IniValue> | undefined;
  let name: string | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:[#;]|$)/.test(raw)) continue;
    const header = /^\[([^\]]+)\]/.exec(raw)?.[1];
    if (header !== undefined) {
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      name = undefined;
      continue;
    }
    const known = name === undefined ? undefined : section?.get(name);
    if (/^\s/.test(raw) && section && name !== undefined && known) {
      section.set(name, { ...known, value: `${known.value}\n${raw.trim()}` });
      continue;
    }
    const mark = raw.search(/[:=]/);
    name = mark > 0 ? raw.slice(0, mark).trimEnd().toLowerCase() : undefined;
    if (section && name)
      section.set(name, { value: withoutComment(raw.slice(mark + 1).trim()), line: index + 1 });
  }
  return sections;
}

/** Python 2 drops what stands behind the first `;` of a line, when a blank is before it. */
function withoutComment(value: string): string {
  const mark = value.indexOf(";");
  return mark > 0 && /\s/.test(value[mark - 1] ?? "") ? value.slice(0, mark).trimEnd() : value;
}
