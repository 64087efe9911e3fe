/** @module A configuration file of the tool before this one: where it is, and what it says. */

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname } from "node:path";
import { type OldConfiguration, readConfiguration } from "../room/old-config/configuration";
import { decodeText } from "../room/old-config/decode";
import { describeFileFaults, type FileFault } from "../room/old-config/fault";
import { configurationPlaces, resolveOldPath } from "../room/old-config/places";
import { UserError } from "./user-error";

export interface OldFile {
  /** Name of the file, as the user knows it. */
  readonly file: string;
  readonly configuration: OldConfiguration;
  /** What is read in a way that somebody may not expect, a line each. */
  readonly notes: readonly string[];
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

/**
 * @param file absolute
 * @param rooms that are wanted; none for all
 * @throws UserError with every mistake in it, each with its line
 */
export function readOldFile(file: string, rooms?: readonly string[]): OldFile {
  if (/^Pulumi\..*\.ya?ml$/.test(basename(file))) {
    throw new UserError(
      `${file} holds settings of this program`,
      "Leave --config away: the settings of a room are found by its name",
    );
  }
  const { configuration, faults, notes } = readConfiguration(decodeText(readBytes(file)), rooms);
  if (!configuration) throw notRight(file, faults);
  const path = (written: string) => resolveOldPath(written, dirname(file), homedir());
  return { file, configuration, notes: notes.map(note => describeFileFaults(file, [note])), path };
}

/** @throws UserError when it cannot be read */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(`${file} cannot be read (${code})`, "Correct the path");
  }
}

/** Everything that is wrong in a file. */
export function notRight(file: string, faults: readonly FileFault[]): UserError {
  return new UserError(`${file} cannot be used:\n${describeFileFaults(file, faults)}`);
}
