/**
 * @module ConfigObj's default interpolation: `%(name)s` in a value stands for the value of another key.
 * @see https://configobj.readthedocs.io/en/latest/configobj.html#string-interpolation
 */

import type { Entry, Section } from "./section";
import type { Value } from "./value";

/** A value with everything inserted, or why that cannot be done. */
export type Resolved = { readonly value: Value } | { readonly message: string; readonly remedy: string };

const REFERENCE = /%\(([^)]*)\)s/g;
/** Longest value with everything inserted, in characters. */
const LONGEST = 64 * 1024;
/** Characters that all insertions of a file may yield, before they are taken for a mistake. */
const MOST_INSERTED = 4 * 1024 * 1024;
/** Values that may go through each other. */
const DEEPEST = 100;

/** What stops an insertion: turned into a result before anybody sees it. */
class Stop extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Inserts values into the values of one file, and remembers which ones were needed. */
export class Interpolation {
  private readonly entriesUsed = new Set<Entry>();
  private left = MOST_INSERTED;

  /** Whether the value of this key was inserted somewhere. */
  uses(entry: Entry): boolean {
    return this.entriesUsed.has(entry);
  }

  /**
   * The value of a key of this section. A name is looked for in the section, then in its subsection `DEFAULT`, then in
   * the section around it, and so on up to the file itself. `%` in front of anything else is text.
   */
  resolve(section: Section, entry: Entry): Resolved {
    const insertion = new Insertion(section, used => this.entriesUsed.add(used));
    try {
      const insert = (text: string) => this.charge(text, insertion.insert(entry.key, text));
      const { value } = entry;
      return { value: typeof value === "string" ? insert(value) : value.map(insert) };
    } catch (error) {
      if (error instanceof Stop) return { message: error.message, remedy: error.remedy };
      throw error;
    }
  }

  private charge(written: string, inserted: string): string {
    if (written === inserted) return inserted;
    this.left -= inserted.length;
    if (this.left < 0) throw tooLong();
    return inserted;
  }
}

function tooLong(): Stop {
  return new Stop("the inserted values are too long together", "Write the value out, without %(...)s");
}

/** The insertions into one value: names are looked for from its section, whatever section the value inserted is from. */
class Insertion {
  private readonly done = new Map<string, string>();
  /** The keys whose values are being worked out, each in the one before. */
  private readonly trail = new Set<string>();

  constructor(
    private readonly section: Section,
    private readonly note: (used: Entry) => void,
  ) {}

  /** @param key the key that the text is the value of */
  insert(key: string, text: string): string {
    if (this.trail.has(key)) {
      throw new Stop(`%(${key})s leads back to itself`, `Give ${key} a value without that %(...)s`);
    }
    if (this.trail.size >= DEEPEST) {
      throw new Stop(
        `%(...)s goes through more than ${DEEPEST} values`,
        "Write the value out, without %(...)s",
      );
    }
    this.trail.add(key);
    let inserted = "";
    let end = 0;
    for (const match of text.matchAll(REFERENCE)) {
      inserted += text.slice(end, match.index) + this.valueOf(match[1] ?? "");
      end = match.index + match[0].length;
      if (inserted.length > LONGEST) throw tooLong();
    }
    this.trail.delete(key);
    return inserted + text.slice(end);
  }

  private valueOf(name: string): string {
    const done = this.trail.has(name) ? undefined : this.done.get(name);
    if (done !== undefined) return done;
    const entry = this.find(name);
    this.note(entry);
    if (typeof entry.value !== "string" && !this.trail.has(name)) {
      throw new Stop(
        `%(${name})s is a list, and only a text can be inserted`,
        `Put the value of ${name} into quotes`,
      );
    }
    const inserted = this.insert(name, String(entry.value));
    this.done.set(name, inserted);
    return inserted;
  }

  private find(name: string): Entry {
    for (let section: Section | undefined = this.section; section; section = section.parent) {
      const entry = section.entries.get(name) ?? section.sections.get("DEFAULT")?.entries.get(name);
      if (entry) return entry;
      if (section.entries.has("DEFAULT")) {
        throw new Stop(
          `%(${name})s is looked for in DEFAULT, which is a key there`,
          "Make it a section, or rename it",
        );
      }
    }
    throw new Stop(`there is no ${name} for %(${name})s`, `Add ${name} to this section, or to one around it`);
  }
}
