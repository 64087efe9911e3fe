/**
 * @module The syntax of ConfigObj files, whole: what the old tool read with ConfigObj's defaults.
 * @see https://configobj.readthedocs.io/en/latest/configobj.html#the-config-file-format
 */

import type { FileFault } from "../fault";
import { isBlank, type KeyLine, parseKeyLine, parseSectionMarker, type SectionMarker } from "./line";
import { found, placeAt, restIsComment } from "./look-ahead";
import { keyPath, newSection, pathOf, type Section } from "./section";
import { parseValue, type Value } from "./value";

/** Longest file that is read, in characters; that of a school with a hundred rooms has some 100 000. */
const MOST_CHARACTERS = 1024 * 1024;
/** Sections within sections; a room needs two. */
const DEEPEST = 50;

export interface ParsedFile {
  /** The file's own keys and sections, without what the faults are about. */
  readonly root: Section;
  /** Every line that cannot be read, in the order of the file. */
  readonly faults: readonly FileFault[];
}

/**
 * Reads a file. Never throws, and goes on behind a fault.
 *
 * @param text the whole file; a byte order mark may stand before it
 */
export function parseConfigObj(text: string): ParsedFile {
  if (text.length <= MOST_CHARACTERS) return new Parser(text.replace(/^\uFEFF/, "")).parse();
  const root = newSection("", 1, 0, undefined);
  root.damaged = true;
  const message = `the file has ${text.length} characters`;
  const remedy = `A room definition has fewer than ${MOST_CHARACTERS}: name another file`;
  return { root, faults: [{ line: 1, path: "", message, remedy }] };
}

/** A value that could be read, or why it could not. */
type ReadValue = { readonly value: Value } | { readonly message: string; readonly remedy: string };

class Parser {
  private readonly lines: readonly string[];
  private readonly root = newSection("", 1, 0, undefined);
  private readonly faults: FileFault[] = [];
  private section = this.root;
  /** Index of the line that is being read. */
  private at = 0;

  constructor(text: string) {
    this.lines = text.split("\n").map(withoutReturns);
  }

  parse(): ParsedFile {
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? "";
      if (isBlank(line)) continue;
      const marker = parseSectionMarker(line);
      if (marker) {
        this.open(marker);
        continue;
      }
      const keyLine = parseKeyLine(line);
      if (keyLine) this.set(keyLine);
      else this.unreadable(line);
    }
    return { root: this.root, faults: this.faults };
  }

  private fault(path: string, message: string, remedy: string, line = this.at + 1): void {
    this.faults.push({ line, path, message, remedy });
  }

  private unreadable(line: string): void {
    this.section.damaged = true;
    const remedy = line.includes("=")
      ? "Close the quotes of the key, or leave them away"
      : 'Write "key = value", "[section]", or put # before a comment';
    this.fault(pathOf(this.section), "this line is neither a section nor a key with a value", remedy);
  }

  private open({ name, opened, closed }: SectionMarker): void {
    const depth = Math.min(opened, DEEPEST);
    let parent = this.section;
    while (parent.depth >= depth && parent.parent) parent = parent.parent;
    const twin = parent.sections.get(name)?.line ?? parent.entries.get(name)?.line;
    // A section that is at fault is read, but nobody gets to see it.
    this.section = newSection(name, this.at + 1, depth, parent);
    const path = pathOf(this.section);
    if (opened !== closed) {
      this.fault(
        path,
        `has ${opened} "[" and ${closed} "]"`,
        "Write the same number on both sides of the name",
      );
    } else if (opened > DEEPEST) {
      this.fault("", `the section lies ${opened} deep`, "A room needs [room NAME] and [[GROUP]]");
    } else if (parent.depth + 1 !== opened) {
      const remedy = `Write ${"[".repeat(parent.depth + 1)}${name}${"]".repeat(parent.depth + 1)}`;
      this.fault(path, `a section with ${opened} brackets has none with ${opened - 1} around it`, remedy);
    } else if (twin !== undefined) {
      this.fault(
        path,
        `is there already, on line ${twin}`,
        "Give one of them another name, or make them one",
      );
    } else {
      parent.sections.set(name, this.section);
      return;
    }
    parent.damaged = true;
  }

  private set({ key, value }: KeyLine): void {
    const line = this.at + 1;
    const path = keyPath(this.section, key);
    const read = this.read(value);
    if (!("value" in read)) {
      this.section.damaged = true;
      this.fault(path, read.message, read.remedy, line);
      return;
    }
    const twin = this.section.entries.get(key)?.line ?? this.section.sections.get(key)?.line;
    if (twin === undefined) this.section.entries.set(key, { key, value: read.value, line });
    else this.fault(path, `is there already, on line ${twin}`, "Keep one of the two", line);
  }

  private read(written: string): ReadValue {
    const quotes = written.slice(0, 3);
    if (quotes === '"""' || quotes === "'''") return this.readTripleQuoted(written.slice(3), quotes);
    const value = parseValue(written);
    if (value !== undefined) return { value };
    return {
      message: "quotes are not closed, or an item of a list is empty",
      remedy: "Put the whole value into quotes: \"...\" or '...'",
    };
  }

  /** A value in triple quotes ends at the next ones, on the same line or further down. */
  private readTripleQuoted(begun: string, quotes: string): ReadValue {
    const remedy = `Write ${quotes} behind the value, and nothing but a comment after that`;
    const parts: string[] = [];
    for (let at = this.at; at < this.lines.length; at++) {
      const line = at === this.at ? begun : (this.lines[at] ?? "");
      if (!line.includes(quotes)) {
        parts.push(line);
        continue;
      }
      const end = closingQuotes(line, quotes);
      if (!found(end))
        return { message: `something stands behind the closing ${quotes} on line ${at + 1}`, remedy };
      this.at = at;
      return { value: [...parts, line.slice(0, end)].join("\n") };
    }
    return { message: `the opening ${quotes} are never closed`, remedy };
  }
}

/** Without carriage returns at its end. */
function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end--;
  return line.slice(0, end);
}

/** Where the first quotes stand that have nothing but a comment behind them; -1 when there are none. */
function closingQuotes(line: string, quotes: string): number {
  const rest = restIsComment(line);
  let end = line.indexOf(quotes);
  while (found(end) && !found(placeAt(rest, end + quotes.length))) end = line.indexOf(quotes, end + 1);
  return end;
}
