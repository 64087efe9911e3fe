/**
 * @module Floppy images: one that a recorded start names was there, unless an answer says that it was not.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Exchange } from "./replay-exchange";
import type { Stage } from "./replay-stage";

/** What stood on the recorded ones is not known: an answer file that ends in a shutdown, as the events show. */
const image = `<unattend><ComputerName>SEAT-FL</ComputerName><CommandLine>shutdown /p</CommandLine></unattend>`;

export function prepareFloppy(stage: Stage, exchange: Exchange): void {
  const { floppies } = stage.engine.settings;
  for (const [, name = ""] of exchange.request.body.matchAll(/"(\/floppies\/[^"]+)"/g)) {
    if (floppies !== undefined && !stage.dossier.wasMissing(name)) {
      const file = path.join(floppies.localFolder, path.posix.relative(floppies.folderOnHosts, name));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, image);
    }
  }
}
