/** @module Writes docs/settings.md from the schema of the settings. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsReference } from "../../room/settings-reference";

writeFileSync(join(__dirname, "../../docs/settings.md"), settingsReference());
