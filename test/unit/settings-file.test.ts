import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRoom } from "../../cli/open-room";
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

  describe("before Pulumi reads it", () => {
    const project = { folder, name: "virtroom", stacks: folder };
    const refused = async (text: string, create: boolean) => {
      writeFileSync(join(folder, "Pulumi.early.yaml"), text);
      const error: unknown = await openRoom(project, "early", { create }).then(
        () => undefined,
        reason => reason,
      );
      assert.ok(error instanceof UserError, String(error));
      return `${error.message}. ${error.remedy}`;
    };

    it("is refused with its line where Pulumi would tell none", async () => {
      assert.equal(
        await refused("config:\n  virtroom:limits:\n    boot: 1 h\n    boot: 2 h\n", false),
        "Pulumi.early.yaml: boot in line 4 stands there for the second time. Take one of the two out",
      );
      assert.match(
        await refused("config:\n  virtroom:limits:\n\tboot: 1 h\n", true),
        /^Pulumi\.early\.yaml: it is not YAML: Tabs .* at line 3, .*\. Put blanks in the place of the tab$/,
      );
    });

    it("is refused where making the stack would write another number into it", async () => {
      const told = await refused("config:\n  virtroom:values: {pin: 0123}\n", true);
      assert.match(told, /^the settings of room early in Pulumi\.early\.yaml are not right:/);
      assert.match(told, /values\.pin/);
      assert.match(told, /engine.*is missing/);
    });

    it("is refused where it has no config: Pulumi would pass over the settings beside it", async () => {
      const told = await refused("virtroom:values: {pin: a}\n", true);
      assert.match(told, /│ config +│ is missing: all settings stand/);
      assert.doesNotMatch(told, /engine/);
    });
  });
});
