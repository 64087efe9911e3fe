/** @module Secrets that stand in a room's settings in the clear: Pulumi knows as secret only what it has encrypted itself. */

import type { Fault } from "../fault/fault";
import { shellWord } from "../text/shell-word";
import { ValueError } from "../text/value-error";
import { stepInto } from "./config-path";
import { configValue } from "./config-value";
import { secretPlaces } from "./secret-words";
import { type FileSettings, isObject, isSecret, settingsInFile } from "./stack-file";

/**
 * @param text of the room's settings file; one that cannot be read is the matter of others
 * @returns a fault for each secret that goes into the state, its backups and its history as it is. A room is rolled out all the
 * same: what was taken yesterday does not stop a lesson today
 */
export function openSecretFaults(project: string, room: string, text: string): Fault[] {
  return openSecrets(readable(project, text)).map(path => {
    const key = shellWord(`${project}:${path}`);
    return {
      path,
      message: "is a secret in the clear: it stands so in the state, its backups and its history, too",
      remedy: `Set it anew, and if others have seen it, change it where it is valid: pulumi config set --secret --path ${key} --stack ${room}`,
    };
  });
}

/** Paths of secrets that stand in the file in the clear, as Pulumi writes paths. */
export function openSecrets(settings: FileSettings): string[] {
  return secretPlaces.flatMap(([first, inner]) => {
    const value = opened(settings[first]);
    if (inner === undefined) return openLeaves(first, value);
    return isObject(value) && !isSecret(value) ? openLeaves(`${first}.${inner}`, value[inner]) : [];
  });
}

function openLeaves(path: string, value: unknown): string[] {
  if (isSecret(value) || value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => openLeaves(`${path}[${index}]`, item));
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => openLeaves(`${path}${stepInto(key)}`, inner));
}

/** What was set without `--path` is JSON in a text. */
function opened(value: unknown): unknown {
  return typeof value === "string" ? configValue(value) : value;
}

function readable(project: string, text: string): FileSettings {
  try {
    return settingsInFile(project, text);
  } catch (error) {
    if (error instanceof ValueError) return {};
    throw error;
  }
}
