/** @module Writes templates/ from their parts: npm run docs. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { shippedTemplates } from "./shipped-templates";

const folder = join(__dirname, "../../../templates");

for (const [file, text] of shippedTemplates()) writeFileSync(join(folder, file), text);
