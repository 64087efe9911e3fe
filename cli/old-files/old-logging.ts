/** @module The logging configuration that an old file names, as far as it can be read and taken over. */

import { existsSync } from "node:fs";
import { decodeText } from "../../room/old-config/decode";
import { describeFileFaults } from "../../room/old-config/fault";
import { type OldLogging, readPythonLogging } from "../../room/old-config/python/logging";
import { readBytes } from "../read-bytes";
import type { OldFile } from "./old-file";

export interface FoundLogging {
  /** None when the file is not there. */
  readonly logging?: OldLogging;
  /** What is not taken over, a line each. */
  readonly notes: readonly string[];
}

/** @throws UserError when the file is there and cannot be read */
export function findOldLogging({ file, configuration, path }: OldFile): FoundLogging {
  const logging = path(configuration.logging.configFile);
  if (!existsSync(logging)) {
    return { notes: [`${file}: [logging] config_file: ${logging} is not there. The log begins at info`] };
  }
  const read = readPythonLogging(decodeText(readBytes(logging)));
  return { logging: read.logging, notes: read.notes.map(note => describeFileFaults(logging, [note])) };
}
