/** @module A log as the settings want it: levels a target, text or JSON, in a file that is put aside when it is large. */

import type { LoggingSettings, LogTarget } from "../room/settings/settings";
import { type Facts, type Log, noLog } from "./log";
import { LogFile } from "./log-file";
import { maskOf } from "./mask";
import { textLine } from "./text-line";

export interface LogOptions {
  readonly settings: LoggingSettings;
  /** The file of the settings as a path that can be opened. */
  readonly path: string;
  readonly room: string;
  /** Whatever is written, these are not. */
  readonly secrets: readonly string[];
  /** Told once, when the file cannot be written any more. */
  readonly onTrouble: (message: string) => void;
}

/** @throws Error of node:fs when the file cannot be opened */
export async function openLog(options: LogOptions): Promise<Log> {
  const { settings, path, room, secrets, onTrouble } = options;
  const { level, levels, format, maxSize, keep } = settings;
  const targets: readonly LogTarget[] = ["program", "seats", "engine", "delivery"];
  if (targets.every(target => (levels[target] ?? level) === "off")) return noLog;
  const { pino } = await import("pino");
  const file = new LogFile({ file: path, maxSize, keep });
  let open = true;
  /** A full disk is no reason to stop a rollout. */
  const write = (json: string): void => {
    if (!open) return;
    try {
      file.write(format === "json" ? json : textLine(JSON.parse(json)));
    } catch (error) {
      open = false;
      onTrouble(
        `the log ${path} cannot be written any more: ${error instanceof Error ? error.message : error}`,
      );
    }
  };
  const root = pino(
    {
      base: { pid: process.pid, room },
      messageKey: "message",
      formatters: { level: name => ({ level: name }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    { write },
  );
  const loggers = new Map(
    targets.map(target => {
      const own = levels[target] ?? level;
      return [target, root.child({ target }, { level: own === "off" ? "silent" : own })];
    }),
  );
  const mask = maskOf(secrets);
  return {
    write: (target, severity, message, facts = {}) =>
      loggers.get(target)?.[severity](masked(facts, mask), mask(message)),
    close: () => {
      if (!open) return;
      open = false;
      file.close();
    },
  };
}

function masked(facts: Facts, mask: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? mask(value) : value]),
  );
}
