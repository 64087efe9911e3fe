/** @module The keys of one section as values of the kinds that are wanted; what is wrong with them is noted. */

import { probablyMeant } from "../../text/near";
import type { FileFault } from "../fault";
import { evaluate } from "../python/expression";
import { strip } from "../python/text";
import type { Interpolation } from "./interpolation";
import { type Entry, keyPath, pathOf, type Section } from "./section";

/** A file that a key names. */
export interface NamedFile extends Pick<FileFault, "line" | "path"> {
  /** Its path as it stands in the value. */
  readonly written: string;
  readonly holds: "certificate" | "template";
}

/** What a file had to say besides its values. */
export interface Findings {
  /** Mistakes, with which nothing is done. */
  readonly faults: FileFault[];
  /** What is read in a way that somebody may not expect. */
  readonly notes: FileFault[];
  /** Files that have to be there. */
  readonly files: NamedFile[];
}

/** So many keys that are not known are told of one section. */
const MOST_UNKNOWN = 50;

/** Every reader yields `undefined` behind a fault that it has noted. */
export class SectionReader {
  constructor(
    readonly section: Section,
    private readonly interpolation: Interpolation,
    readonly findings: Findings,
  ) {}

  has(key: string): boolean {
    return this.section.entries.has(key);
  }

  /** Notes a fault of a key, or of the section itself where there is no such key. */
  fault(key: string, message: string, remedy: string): undefined {
    this.findings.faults.push(this.finding(key, message, remedy));
  }

  note(key: string, message: string, remedy: string): void {
    this.findings.notes.push(this.finding(key, message, remedy));
  }

  private finding(key: string, message: string, remedy: string): FileFault {
    return { ...this.place(key), message, remedy };
  }

  /** Where a key stands, or the section where there is no such key. */
  place(key: string): Pick<FileFault, "line" | "path"> {
    const line = this.section.entries.get(key)?.line ?? this.section.line;
    return { line, path: keyPath(this.section, key) };
  }

  /** The value as it stands, `%(name)s` inserted. */
  text(key: string): string | undefined {
    const entry = this.section.entries.get(key);
    if (entry === undefined) {
      // Where a line could not be read, the key may well be on that line.
      if (this.section.damaged) return undefined;
      const isSection = this.section.sections.has(key);
      return this.fault(
        key,
        isSection ? "is a section" : "is missing",
        `Add ${key} = ... below ${pathOf(this.section)}`,
      );
    }
    const resolved = this.interpolation.resolve(this.section, entry);
    if ("message" in resolved) return this.fault(key, resolved.message, resolved.remedy);
    const { value } = resolved;
    if (typeof value === "string") return value;
    return this.fault(
      key,
      "is a list, for it holds a comma outside of quotes",
      `Put the whole value into quotes`,
    );
  }

  /** The path of a file, which is noted as one that has to be there. */
  file(key: string, holds: NamedFile["holds"]): string | undefined {
    const written = this.text(key);
    if (written !== undefined) this.findings.files.push({ ...this.place(key), written, holds });
    return written;
  }

  /** The value without blanks around it. */
  word(key: string): string | undefined {
    const text = this.text(key);
    return text === undefined ? undefined : strip(text);
  }

  wholeNumber(key: string): number | undefined {
    const word = this.word(key);
    if (word === undefined) return undefined;
    if (/^[+-]?\d{1,9}$/.test(word)) return Number(word);
    return this.fault(key, `${quoted(word)} is no whole number`, "Write a number like 24");
  }

  /** `on`, `off` and the like, as ConfigObj reads them. */
  boolean(key: string): boolean | undefined {
    const word = this.word(key)?.toLowerCase();
    if (word === undefined) return undefined;
    if (["true", "on", "yes", "1"].includes(word)) return true;
    if (["false", "off", "no", "0"].includes(word)) return false;
    return this.fault(key, `${quoted(word)} is neither true nor false`, "Write True or False");
  }

  /** A Python expression, worked out. */
  expression(key: string): number | readonly number[] | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const evaluated = evaluate(text);
    if ("value" in evaluated) return evaluated.value;
    return this.fault(
      key,
      `${evaluated.message} (column ${evaluated.column} of the value)`,
      evaluated.remedy,
    );
  }

  /** A fault of every key and section that is not known, and not needed by the `%(name)s` of another value either. */
  refuseUnknown(keys: readonly string[], sections: readonly string[]): void {
    for (const entry of this.unused(keys)) {
      const meant = probablyMeant(
        entry.key,
        keys.filter(key => !this.has(key)),
      );
      const remedy = meant === undefined ? "Take it out" : `Did you mean ${meant}?`;
      this.fault(entry.key, "is not known here", remedy);
    }
    for (const section of this.section.sections.values()) {
      if (sections.includes(section.name) || section.name === "DEFAULT") continue;
      const path = pathOf(section);
      this.findings.faults.push({
        line: section.line,
        path,
        message: "is not known here",
        remedy: "Take it out",
      });
    }
  }

  /** A note of every key that no `%(name)s` needs. */
  noteUnused(): void {
    for (const { key } of this.unused([])) this.note(key, "is not known here", "It is left out");
  }

  private unused(known: readonly string[]): Entry[] {
    const isUnused = (entry: Entry) => !known.includes(entry.key) && !this.interpolation.uses(entry);
    return [...this.section.entries.values()].filter(isUnused).slice(0, MOST_UNKNOWN);
  }
}

/** A value as it is shown in a message: never in full when it is long. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
}
