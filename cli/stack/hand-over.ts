/** @module Handing a room's settings to the providers that Pulumi starts, in a file that only this account can read. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { handedSettings } from "../../dynamic-providers/host/handed-settings";
import type { RawSettings } from "../settings/stack-settings";
import { temporaryFolder } from "../temporary-folder";

/** @returns the environment in which the providers find them, until this process ends */
export function handOver(raw: RawSettings): Record<string, string> {
  const file = join(temporaryFolder().path, "settings.json");
  writeFileSync(file, JSON.stringify(raw), { mode: 0o600, flag: "wx" });
  return { [handedSettings]: file };
}
