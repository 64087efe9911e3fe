/** @module Writes docs/settings.md and stacks/settings.schema.json from the schema of the settings. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { settingsReference } from "../../room/settings/settings-reference";
import { stackFileSchema } from "../../room/settings/settings-schema";

const root = join(__dirname, "../..");
const { name }: { name: string } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));

writeFileSync(join(root, "docs/settings.md"), settingsReference());
writeFileSync(
  join(root, "stacks/settings.schema.json"),
  `${JSON.stringify(stackFileSchema(name), null, 2)}\n`,
);
