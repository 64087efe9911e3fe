import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasLiteralPassword } from "../../answer-file/literal-password";
import { ImportFiles } from "../../cli/old-files/import-files";
import { importedRoom } from "../../cli/old-files/import-room";
import { readOldFile } from "../../cli/old-files/old-file";
import { file, group } from "../support/old-groups";

describe("a template with passwords that an import brings in", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "import-"));
    mkdirSync(join(folder, "project"));
    writeFileSync(join(folder, "ca.crt"), "a certificate");
    writeFileSync(join(folder, "old.conf"), file(group("a", { tc_user: "None" })));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function imported(template: string, mode: number) {
    writeFileSync(join(folder, "Autounattend.xml.template"), template, { mode });
    const files = new ImportFiles(join(folder, "project"));
    const { notes } = await importedRoom(readOldFile(join(folder, "old.conf")), "test01", files);
    files.write();
    const { mode: found } = statSync(join(folder, "project/templates/Autounattend.xml"));
    return { mode: found & 0o777, notes: notes.filter(note => note.startsWith("templates/")) };
  }

  const literal = "<a><Password><Value>secret</Value></Password></a>";

  it("stays closed to those who could not read it, and is told to hold them", async () => {
    const { mode, notes } = await imported(literal, 0o600);
    assert.equal(mode, 0o600);
    assert.match(
      notes.join("\n"),
      /^templates\/Autounattend\.xml: holds passwords in the clear, as \S+ does: .*$/,
    );
  });

  it("stays as open as it was, and says nothing of placeholders", async () => {
    const text = "<a><Password><Value>${ComputerName}</Value></Password></a>";
    assert.deepEqual(await imported(text, 0o644), { mode: 0o644 & ~process.umask(), notes: [] });
  });

  it("is known by the text of its elements for passwords, besides placeholders", () => {
    const holding = (xml: string) => hasLiteralPassword(`<a>${xml}</a>`);
    assert.equal(holding("<Credentials><Password>secret</Password></Credentials>"), true);
    assert.equal(holding("<AdministratorPassword><Value>${a}x</Value></AdministratorPassword>"), true);
    assert.equal(holding("<Credentials><Password> ${joinPassword} </Password></Credentials>"), false);
    assert.equal(holding("<Password><PlainText>true</PlainText></Password><Value>x</Value>"), false);
  });
});
