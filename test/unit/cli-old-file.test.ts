import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOldFile } from "../../cli/old-files/old-file";
import { openOldRoom } from "../../cli/old-files/old-room";
import { definedRoom } from "../../cli/room/room";
import { readRoomFile } from "../../cli/settings/settings-file";
import { UserError } from "../../cli/user-error";
import { file, group } from "../support/old-groups";
import { tableCells } from "../support/table-cells";

describe("files that an old configuration names", () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "old-file-"));
    write("ca.crt", "a certificate");
    write("Autounattend.xml.template", "<a>${ip}</a>");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What is told of a configuration; nothing when it is taken. */
  function told(text: string, rooms?: readonly string[]): string[] {
    write("old.conf", text);
    try {
      readOldFile(join(folder, "old.conf"), rooms);
      return [];
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.message.replaceAll(`${folder}/`, "").split("\n").slice(1);
    }
  }

  const other = (name: string, template: string) =>
    group(name, { ids: '"[11]"', autounattend_templatefile: template });

  it("are told all at once when they are not there, each with its line, section and key", () => {
    const text = file(group("a", { autounattend_templatefile: "one.xml" }), other("b", "two.xml"));
    assert.deepEqual(told(text.replace('"ca.crt"', '"no.crt"')), [
      "old.conf:9: [general] [[connect]] ca_file: no.crt cannot be read (ENOENT). Correct the path",
      "old.conf:30: [room test01] [[a]] autounattend_templatefile: one.xml cannot be read (ENOENT). Correct the path",
      "old.conf:54: [room test01] [[b]] autounattend_templatefile: two.xml cannot be read (ENOENT). Correct the path",
    ]);
  });

  it("are told together with other mistakes", () => {
    const lines = told(
      file(group("a", { autounattend_templatefile: "one.xml", usb: undefined, memory: "x" })),
    );
    assert.deepEqual(
      lines.map(line => line.split(": ")[1]),
      [
        "[room test01] [[a]] usb",
        "[room test01] [[a]] memory",
        "[room test01] [[a]] autounattend_templatefile",
      ],
    );
  });

  it("are told with all that is wrong within them, each once", () => {
    write("one.xml", "<a>\n${ip.upper()}\n<% %>\n</a>");
    write("two.xml", "## a comment\n<a>\n</b>");
    const groups = [
      group("a", { autounattend_templatefile: "one.xml" }),
      other("b", "two.xml"),
      group("c", { ids: '"[12]"', autounattend_templatefile: "one.xml" }),
    ];
    assert.deepEqual(
      told(file(...groups)).map(line => line.replace(/^(\S+?:\d+).*/, "$1")),
      ["one.xml:2", "one.xml:3", "two.xml:3"],
    );
  });

  for (const call of [
    "sftp -o StrictHostKeyChecking=no floppy@sftp.invalid:/",
    "sftp -F x '-oStrictHostKeyChecking off' floppy@sftp.invalid:/",
  ]) {
    it(`are noted where their commands take any server for the right one: ${call}`, () => {
      const project = { folder, name: "virtroom", stacks: join(folder, "stacks") };
      const notes = (text: string) => {
        write("old.conf", text);
        return openOldRoom(project, "test01", join(folder, "old.conf")).notes.join("\n");
      };
      const text = file(group("a"));
      const anyServer = /whoever answers in the SFTP server's place.*sftp\.hostKeyFingerprint/;
      assert.doesNotMatch(notes(text), anyServer);
      assert.match(notes(text.replaceAll("sftp floppy@server:/floppy/", call)), anyServer);
    });
  }

  it("leave settings whose faults are told by the old file's keys", () => {
    write("old.conf", file(group("a", { default_gateway: "192.0.2.3" })));
    const project = { folder, name: "virtroom", stacks: join(folder, "stacks") };
    assert.throws(
      () => definedRoom(openOldRoom(project, "test01", join(folder, "old.conf"))),
      error =>
        error instanceof UserError &&
        tableCells(error.message).includes("[room test01] [[a]] ip_addresses (line 18)"),
    );
  });

  it("need not be there for rooms that are not asked for, and for groups without VMs", () => {
    const missing = { autounattend_templatefile: "one.xml" };
    const empty = group("none", { ids: '"[]"', ...missing });
    const text = `${file(group("a"), empty)}[room b]\n${group("a", { ...missing, ids: '"[20]"' })}`;
    assert.deepEqual(told(text, ["test01"]), []);
    assert.equal(told(text).length, 1);
  });
});

describe("a room that a command knows of settings files alone, like doctor", () => {
  const home = process.env.HOME;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "old-home-"));
    process.env.HOME = folder;
  });
  afterEach(() => {
    process.env.HOME = home;
    rmSync(folder, { recursive: true });
  });

  function wayOut(room: string): string {
    const project = { folder, name: "virtroom", stacks: join(folder, "stacks") };
    try {
      readRoomFile(project, room);
    } catch (error) {
      assert.ok(error instanceof UserError);
      return error.remedy;
    }
    return assert.fail("it is there");
  }

  it("is told to be in the old tool's file, where that file has it", () => {
    const old = join(folder, ".config", "amoothei-vdi");
    mkdirSync(old, { recursive: true });
    const path = join(old, "amoothei-vm-rollout.conf");
    writeFileSync(path, file(group("a", { usb: undefined })));
    assert.ok(
      wayOut("test01").endsWith(`${path}: import it first, by virtroom import ${path} test01`),
      wayOut("test01"),
    );
    assert.match(wayOut("test02"), /The file of the old tool has no such room either: /);
  });

  it("is told to be in no such file, where there is none", () => {
    assert.match(wayOut("test01"), /A file of the old tool is in none of .*amoothei-vm-rollout\.conf/);
  });
});
