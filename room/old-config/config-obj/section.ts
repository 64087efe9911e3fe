/** @module A ConfigObj file that was read: sections within sections, keys with values, and the lines that they stand on. */

import type { Value } from "./value";

/** A key with its value, `%(name)s` not yet inserted. */
export interface Entry {
  readonly key: string;
  readonly value: Value;
  /** Line of the key; a value in triple quotes may go on below. */
  readonly line: number;
}

export interface Section {
  /** Name without brackets; empty for the file itself. */
  readonly name: string;
  /** Number of brackets around the name; 0 for the file itself. */
  readonly depth: number;
  /** Line of its marker; 1 for the file itself. */
  readonly line: number;
  /** The section around it; none for the file itself. */
  readonly parent: Section | undefined;
  readonly entries: Map<string, Entry>;
  readonly sections: Map<string, Section>;
  /** Whether a line of it could not be read, so that a key may seem to be missing that is there. */
  damaged: boolean;
}

/** An empty section, which its parent does not know yet. */
export function newSection(name: string, line: number, depth: number, parent: Section | undefined): Section {
  return { name, depth, line, parent, entries: new Map(), sections: new Map(), damaged: false };
}

/** The section and those around it as the file writes them, `[room test01] [[student_vms]]`. */
export function pathOf(section: Section): string {
  if (section.parent === undefined) return "";
  const marker = `${"[".repeat(section.depth)}${shown(section.name)}${"]".repeat(section.depth)}`;
  const outer = pathOf(section.parent);
  return outer === "" ? marker : `${outer} ${marker}`;
}

/** A key of a section as the file writes it, `[room test01] [[student_vms]] memory`. */
export function keyPath(section: Section, key: string): string {
  const path = pathOf(section);
  return path === "" ? shown(key) : `${path} ${shown(key)}`;
}

/** Names are short; one that is not would fill every message. */
function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}...` : name;
}
