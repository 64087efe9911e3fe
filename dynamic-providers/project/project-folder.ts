/** @module Where the Pulumi project is that rooms belong to. Providers need no more of it, and load no reader of YAML for it. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder, from one upwards, that holds Pulumi.yaml. */
export function nearestProject(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
