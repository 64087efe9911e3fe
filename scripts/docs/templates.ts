/** @module Writes templates/ from their parts: npm run docs. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { shippedTemplates } from "../../answer-file/shipped-templates";

for (const [file, text] of shippedTemplates()) writeFileSync(join(__dirname, "../../templates", file), text);
