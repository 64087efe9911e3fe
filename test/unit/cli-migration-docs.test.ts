import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CONNECT_KEYS,
  CONNECT_OPTIONS,
  FLOPPY_KEYS,
  GROUP_KEYS,
  LOGGING_KEYS,
} from "../../room/old-config/known-keys";
import { OLD_NAMES } from "../../room/old-config/mako/mako";
import { configurationPlaces } from "../../room/old-config/places";

const page = readFileSync(join(__dirname, "../../docs/migration.md"), "utf8");
const says = (text: string) => page.includes(`\`${text}\``);

describe("docs/migration.md", () => {
  it("names every old key, and the setting that it is now", () => {
    for (const [key, setting] of Object.entries(GROUP_KEYS)) assert.ok(says(key) && says(setting), key);
    for (const key of [...Object.keys(CONNECT_KEYS), ...CONNECT_OPTIONS]) assert.ok(says(key), key);
    for (const key of [...Object.keys(FLOPPY_KEYS), ...LOGGING_KEYS]) assert.ok(says(key), key);
  });
  it("names every old name of a template's value", () => {
    for (const name of OLD_NAMES) assert.ok(says(name), name);
  });
  it("names every old command", () => {
    for (const command of ["show", "rollout", "delete", "reset", "start", "shutdown"]) {
      assert.ok(page.includes(`virtroom ${command} ROOM`), command);
    }
  });
  it("names the places where old files are looked for, in their order", () => {
    const places = configurationPlaces("~").slice(0, 2);
    assert.ok(page.includes(places.map(place => `\`${place}\``).join(", ")));
    assert.ok(page.includes("virtesk-vdi/virtesk-vm-rollout.conf"));
  });
});
