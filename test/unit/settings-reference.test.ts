import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsReference } from "../../room/settings/settings-reference";

describe("the settings reference", () => {
  it("says what the schema says: npm run docs writes it", () => {
    const written = readFileSync(join(__dirname, "../../docs/settings.md"), "utf8");
    assert.equal(written, settingsReference());
  });
});
