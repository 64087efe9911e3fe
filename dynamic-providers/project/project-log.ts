/** @module The log that a room's settings name, as everyone who works on the room opens it. */

import { type Log, noLog } from "../../logging/log";
import { openLog } from "../../logging/open-log";
import type { EngineCall, LogCall } from "../../ovirt/handle-log";
import { parseConnection } from "../../room/settings/parse-settings";
import { secretWords } from "../../room/settings/secret-words";
import { ProviderError } from "../provider-error";
import { projectPath } from "./project-file";

/**
 * @param raw the stack's configuration, decrypted
 * @param onTrouble told when the file can be written no more
 * @throws ProviderError when the file cannot be opened
 */
export async function openProjectLog(
  raw: Readonly<Record<string, unknown>>,
  room: string,
  onTrouble: (message: string) => void,
): Promise<Log> {
  const { settings } = parseConnection(raw);
  if (!settings?.logging) return noLog;
  const path = projectPath(settings.logging.file);
  try {
    return await openLog({ settings: settings.logging, path, room, secrets: secretWords(raw), onTrouble });
  } catch (error) {
    throw new ProviderError(
      undefined,
      "opening the file of logging.file",
      `${path} cannot be written (${error instanceof Error && "code" in error ? error.code : error})`,
      "Correct the path, or give this account the right to write there; relative paths start at the folder of Pulumi.yaml",
    );
  }
}

/** Writes every call of the engine down. */
export function engineLog(log: Log): LogCall {
  return ({ operation, failure, ...facts }: EngineCall) => {
    if (!failure) log.write("engine", "debug", operation, facts);
    // That something is not there is mostly what was asked.
    else if (failure.code === "not_found") log.write("engine", "debug", `${operation}: not there`, facts);
    else log.write("engine", "warn", failure.message, { ...facts, code: failure.code });
  };
}

/**
 * Writes the steps of a seat down as they are shown. A text that differs from the one before in numbers alone tells of
 * the same step, which goes on.
 */
export function stepLog(log: Log, seat: string): (text: string) => void {
  let before = "";
  return text => {
    const step = text.replaceAll(/\d+/g, "0");
    if (step !== before) log.write("seats", "info", text, { seat });
    before = step;
  };
}
