/** @module What is written down of a run: who writes needs no more than this. */

import type { LogTarget } from "../room/settings/settings";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** What is said beside a message: plain values, and no secret. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

export interface Log {
  readonly write: (target: LogTarget, level: LogLevel, message: string, facts?: Facts) => void;
  /** Ends the file; what is written afterwards is lost. */
  readonly close: () => void;
}

/** Where nothing is to be written down. */
export const noLog: Log = { write: () => {}, close: () => {} };
