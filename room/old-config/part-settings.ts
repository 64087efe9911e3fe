/** @module The parts of an old room as parts of the settings. */

import { formatSize } from "../text/size";
import type { Connection } from "./connection";
import type { Logging } from "./contents";
import type { Floppies } from "./floppies/floppies";
import { gatewayLiesOutside } from "./gateway";
import type { OldGroup } from "./group";
import type { OldLogging } from "./python/logging";

export interface Paths {
  /** Where a file is found from the folder of Pulumi.yaml, given its path in the old file. */
  path(written: string): string;
}

export function engineSettings(connection: Connection, { path }: Paths): Record<string, unknown> {
  const { url, username, password, caFile } = connection;
  return { url, username, password, caFile: path(caFile) };
}

export function floppyCommands(floppies: Floppies): Record<string, string> {
  const { uploadCommand: upload, cleanupCommand: cleanup, folderOnHosts } = floppies;
  return { upload, cleanup, folderOnHosts };
}

export function loggingSettings(
  { logFile }: Logging,
  { maxSize, ...same }: OldLogging = { level: "info" },
  { path }: Paths,
): Record<string, unknown> {
  return { file: path(logFile), ...same, ...(maxSize === undefined ? {} : { maxSize: formatSize(maxSize) }) };
}

export function groupSettings(group: OldGroup, { path }: Paths): Record<string, unknown> {
  const { name: _, ids, memory, answerFileTemplate, ...same } = group;
  return {
    ids: writeIds(ids),
    memory: formatSize(memory),
    answerFileTemplate: path(answerFileTemplate),
    ...same,
    ...(gatewayLiesOutside(group) ? { gatewayOutside: true } : {}),
  };
}

/** Ids as the settings write them, in the same order: `1-4,7`. */
export function writeIds(ids: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === id) run[1] = id;
    else runs.push([id, id]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
