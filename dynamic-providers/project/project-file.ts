/** @module Files that the settings name: relative ones start at the folder of Pulumi.yaml, wherever Pulumi runs. */

import { resolve } from "node:path";
import { readWholeFile } from "../../delivery/whole-file";
import { ProviderError } from "../provider-error";
import { nearestProject } from "./project-folder";

export function projectPath(file: string): string {
  return resolve(nearestProject(process.cwd()) ?? "", file);
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
