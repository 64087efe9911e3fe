/** @module A configuration file of the tool before this one: where it is, and what it says. */

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname } from "node:path";
import { readConfiguration } from "../../room/old-config/configuration";
import type { OldConfiguration } from "../../room/old-config/contents";
import { decodeText } from "../../room/old-config/decode";
import { describeFileFaults } from "../../room/old-config/fault";
import { configurationPlaces, resolveOldPath } from "../../room/old-config/places";
import { readBytes } from "../read-bytes";
import { UserError } from "../user-error";
import { readNamedFiles } from "./named-files";

export interface OldFile {
  /** Name of the file, as the user knows it. */
  readonly file: string;
  readonly configuration: OldConfiguration;
  /** What is read in a way that somebody may not expect, a line each. */
  readonly notes: readonly string[];
  /** Our templates by the paths of the old ones. */
  readonly templates: ReadonlyMap<string, string>;
  /** The file that a path within it means. */
  path(written: string): string;
}

/** The files that are looked for when none is named. */
export function oldPlaces(): string[] {
  return configurationPlaces(homedir());
}

/** The first of them that there is. */
export function findOldFile(): string | undefined {
  return oldPlaces().find(place => existsSync(place));
}

/** Names of the rooms in a file, whatever else is wrong with it. @throws UserError when it cannot be read */
export function roomsInOldFile(file: string): readonly string[] {
  return readConfiguration(decodeText(readBytes(file))).roomNames;
}

/**
 * @param file absolute
 * @param rooms that are wanted; none for all
 * @throws UserError with every mistake in it and in the files that it names, each with its line
 */
export function readOldFile(file: string, rooms?: readonly string[]): OldFile {
  if (/^Pulumi\..*\.ya?ml$/.test(basename(file))) {
    throw new UserError(
      `${file} holds settings of this program`,
      "Leave --config away: the settings of a room are found by its name",
    );
  }
  const { configuration, faults, notes, files } = readConfiguration(decodeText(readBytes(file)), rooms);
  const path = (written: string) => resolveOldPath(written, dirname(file), homedir());
  const named = readNamedFiles(files, path);
  const wrong = [...faults, ...named.faults];
  if (!configuration || wrong.length > 0 || named.told.length > 0) {
    const lines = [...(wrong.length > 0 ? [describeFileFaults(file, wrong)] : []), ...named.told];
    throw new UserError(`${file} cannot be used:\n${lines.join("\n")}`);
  }
  const told = notes.map(note => describeFileFaults(file, [note]));
  return { file, configuration, notes: told, templates: named.templates, path };
}
