import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRoomFile } from "../../cli/settings/settings-file";
import { UserError } from "../../cli/user-error";

describe("a room's settings file", () => {
  const folder = mkdtempSync(join(tmpdir(), "settings-file-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is not read when it is no file, or none of settings, and that is told", () => {
    const project = { folder, name: "virtroom", stacks: folder };
    const place = (room: string) => join(folder, `Pulumi.${room}.yaml`);
    const told = (room: string) => (error: unknown) =>
      error instanceof UserError && error.message.startsWith(`${place(room)} cannot be read (it `);
    writeFileSync(place("large"), "");
    truncateSync(place("large"), 17 * 1024 ** 2);
    assert.throws(() => readRoomFile(project, "large"), told("large"));
    execFileSync("mkfifo", [place("pipe")]);
    assert.throws(() => readRoomFile(project, "pipe"), told("pipe"));
  });
});
