/** @module What the checker has to say about an answer file. */

import type { XmlElement } from "./xml";

/** One thing that is wrong, or that somebody should know. */
export interface Finding {
  /** Line in the answer file, the first one is 1. */
  readonly line: number;
  /** Short name of the rule, such as `computer-name`. */
  readonly rule: string;
  /** `error`: Windows refuses the file, or the seat never gets ready. `warning`: it may work, and somebody should know. */
  readonly severity: "error" | "warning";
  /** What is wrong. Holds no password and no command, because those may hold one. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a seat's answer file has to fit. */
export interface CheckedSeat {
  /** The name that Windows has to get. */
  readonly computerName: string;
  /** The engine's type of its system, `windows_10x64`. */
  readonly os?: string;
}

/** Something that makes the file unfit. */
export function error(at: XmlElement, rule: string, message: string, remedy: string): Finding {
  return { line: at.line, rule, severity: "error", message, remedy };
}

/** Something to know. */
export function warning(at: XmlElement, rule: string, message: string, remedy: string): Finding {
  return { line: at.line, rule, severity: "warning", message, remedy };
}
