/** @module The files that an old one names: its templates as ours, and everything that is wrong with any of them. */

import type { NamedFile } from "../../room/old-config/config-obj/section-reader";
import type { FileFault } from "../../room/old-config/fault";
import { tryToRead } from "../read-bytes";
import { convertTemplate } from "./old-template";

export interface ReadFiles {
  /** Our templates by the paths of the old ones. */
  readonly templates: ReadonlyMap<string, string>;
  /** What is wrong with keys that name them. */
  readonly faults: readonly FileFault[];
  /** What is wrong within them, a line each, with their names. */
  readonly told: readonly string[];
}

/** @param path the file that a path in the old one means */
export function readNamedFiles(files: readonly NamedFile[], path: (written: string) => string): ReadFiles {
  const faults: FileFault[] = [];
  const told: string[] = [];
  const templates = new Map<string, string>();
  const converted = new Set<string>();
  for (const { written, holds, ...place } of files) {
    const file = path(written);
    const read = tryToRead(file);
    if (!Buffer.isBuffer(read)) faults.push({ ...place, ...read });
    else if (holds === "template" && !converted.has(file)) {
      converted.add(file);
      const result = convertTemplate(file, read);
      if ("template" in result) templates.set(file, result.template);
      else told.push(result.faults);
    }
  }
  return { templates, faults, told };
}
