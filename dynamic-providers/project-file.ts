/** @module Files that the settings name: relative ones start at the folder of Pulumi.yaml, wherever Pulumi runs. */

import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readWholeFile } from "../delivery/whole-file";
import type { RoomFile } from "../room/preflight/other-rooms";
import { ProviderError } from "./provider-error";

/** The nearest folder, from the working directory upwards, that holds Pulumi.yaml. */
function projectFolder(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return process.cwd();
  }
}

export function projectPath(file: string): string {
  return resolve(projectFolder(), file);
}

/** The settings files of the rooms of this project. */
export function roomFiles(): RoomFile[] {
  const folder = projectPath("stacks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap(name => {
    const [, room] = /^Pulumi\.(.+)\.yaml$/.exec(name) ?? [];
    return room ? [{ room, text: readWholeFile(join(folder, name)).toString("utf8") }] : [];
  });
}

/**
 * @param setting path of the setting that names the file, for the error
 * @throws ProviderError when it cannot be read
 */
export function readProjectFile(file: string, setting: string): string {
  const path = projectPath(file);
  try {
    return readWholeFile(path).toString("utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new ProviderError(
      undefined,
      `reading the file of ${setting}`,
      `${path} cannot be read (${code})`,
      "Put the file there, or correct the path; relative ones start at the folder of Pulumi.yaml",
    );
  }
}
