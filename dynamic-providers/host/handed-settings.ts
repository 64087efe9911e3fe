/**
 * @module The settings as they are now, in a file that `virtroom` hands over: in a destroy or a refresh Pulumi configures a
 * provider as the last `up` did, with a password that may have been changed since.
 */

import { readWholeFile } from "../../delivery/whole-file";
import type { ReadConfig } from "../conversation/conversation";

/** Names the file: JSON, the settings by their names. */
export const handedSettings = "VIRTROOM_SETTINGS";

/** What Pulumi gives its providers, so that they read both alike. @param raw settings by their names */
export function readerOf(raw: Readonly<Record<string, unknown>>): ReadConfig {
  return key => {
    const value = raw[key];
    return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
  };
}

/** @returns undefined when nobody has handed any over: plain Pulumi */
export function readHanded(): ReadConfig | undefined {
  const file = process.env[handedSettings];
  return file ? readerOf(JSON.parse(readWholeFile(file).toString("utf8"))) : undefined;
}
