/** @module How the engine is reached: `[general] [[connect]]` of the old file. */

import { complete } from "./complete";
import type { SectionReader } from "./config-obj/section-reader";
import { CONNECT_KEYS, CONNECT_OPTIONS } from "./known-keys";

/** The path is as it stands in the file: `~` not expanded, relative to the file. */
export interface Connection {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly caFile: string;
  /** Whether the engine's certificate was not to be checked. */
  readonly insecure: boolean;
}

export function readConnection(connect: SectionReader): Connection | undefined {
  for (const key of CONNECT_OPTIONS.filter(key => key !== "insecure" && connect.has(key))) {
    connect.note(key, "has no counterpart", "It is left out");
  }
  const insecure = connect.has("insecure") ? connect.boolean("insecure") : false;
  if (insecure)
    connect.note("insecure", "has no counterpart", "The engine's certificate is checked with ca_file");
  return complete({
    url: connect.text("url"),
    username: connect.text("username"),
    password: connect.text("password"),
    caFile: connect.file("ca_file", "certificate"),
    insecure,
  });
}

export function refuseUnknownInConnection(connect: SectionReader): void {
  connect.refuseUnknown([...Object.keys(CONNECT_KEYS), ...CONNECT_OPTIONS], []);
}
