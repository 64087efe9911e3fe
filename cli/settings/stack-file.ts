/** @module The file with a stack's configuration, as Pulumi and this program write it together. */

import { pulumiYaml } from "../../room/settings/pulumi-yaml";
import type { Project } from "../project";
import { callPulumi } from "../pulumi/command";
import { LockedError, StackExistsError } from "../pulumi/error";
import type { RawSettings } from "./stack-settings";

/** Settings as the file holds them. */
export function configText(project: Project, settings: RawSettings): string {
  const entries = Object.entries(settings).map(([key, value]) => [`${project.name}:${key}`, value]);
  return pulumiYaml({ config: Object.fromEntries(entries) });
}

/** Makes the stack in the backend, when it is not there. */
export async function createStack(folder: string, room: string): Promise<void> {
  try {
    await callPulumi(["stack", "init", room, "--no-select"], { folder, room });
  } catch (error) {
    if (!(error instanceof StackExistsError || error instanceof LockedError)) throw error;
  }
}

export interface Secret {
  readonly folder: string;
  readonly room: string;
  /** With the project's namespace: `virtroom:engine.password`. */
  readonly key: string;
  readonly value: string;
}

/** Lets Pulumi encrypt a value into the stack's configuration file; the value is in no argument. */
export async function setSecret({ folder, room, key, value }: Secret): Promise<void> {
  // Without a word Pulumi takes the blanks around a value away.
  const raw = value === value.trim() ? [] : ["--raw"];
  const args = ["config", "set", "--secret", "--path", ...raw, key, "--stack", room];
  await callPulumi(args, { folder, room, input: value });
}
