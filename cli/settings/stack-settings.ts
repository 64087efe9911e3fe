/** @module The settings of a room as its stack's configuration holds them, secrets decrypted by Pulumi. */

import { configValue } from "../../room/settings/config-value";
import { callPulumi } from "../pulumi/command";

export type RawSettings = Readonly<Record<string, unknown>>;

interface ConfigEntry {
  readonly value?: string;
  readonly objectValue?: unknown;
}

/** @throws UserError; NoStackError when the backend has no such stack */
export async function readStackSettings(folder: string, project: string, room: string): Promise<RawSettings> {
  const args = ["config", "--show-secrets", "--json", "--stack", room];
  const config: Record<string, ConfigEntry> = JSON.parse(await callPulumi(args, { folder, room }));
  const raw: Record<string, unknown> = {};
  for (const [key, { value, objectValue }] of Object.entries(config)) {
    const [namespace, name] = key.split(":");
    if (namespace === project && name) raw[name] = objectValue ?? configValue(value ?? "");
  }
  return raw;
}
