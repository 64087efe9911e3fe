import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { buildFloppyImage, type FloppyFile, FloppyImageError, IMAGE_SIZE } from "../../delivery/floppy-image";

/** These tests read the images with the tools of Debian's packages dosfstools and mtools. */
describe("floppy image", () => {
  let folder: string;
  let image: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "floppy-image-"));
    image = join(folder, "floppy.img");
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C.UTF-8", PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    });

  /** Writes the image, has it checked, and reads all files back. */
  function readBack(files: readonly FloppyFile[]): Map<string, Buffer> {
    writeFileSync(image, buildFloppyImage(files));
    const report = run("fsck.vfat", "-n", "-v", image);
    assert.match(report, new RegExp(`${files.length} files, `), report);
    return new Map(
      files.map(({ name }) => {
        const copy = join(folder, "copy");
        run("mcopy", "-n", "-i", image, `::${name}`, copy);
        const content = readFileSync(copy);
        rmSync(copy);
        return [name, content];
      }),
    );
  }

  const text = (name: string, content: string): FloppyFile => ({ name, content: Buffer.from(content) });

  it("holds a file under its name", () => {
    const read = readBack([text("sysprep.inf", "<unattend/>")]);
    assert.equal(read.get("sysprep.inf")?.toString(), "<unattend/>");
    assert.match(run("mdir", "-b", "-i", image, "::"), /^::\/sysprep\.inf$/m);
    assert.match(run("mdir", "-i", image, "::"), /SYSPREP\s+INF\s+11 1980-01-01\s+0:00\s+sysprep\.inf/);
  });

  it("has 1440 KiB, whatever it holds", () => {
    assert.equal(IMAGE_SIZE, 1_474_560);
    assert.equal(buildFloppyImage([]).length, IMAGE_SIZE);
    writeFileSync(image, buildFloppyImage([]));
    const seen = run("minfo", "-i", image, "::");
    for (const line of ["sector size: 512 bytes", "small size: 2880 sectors", 'disk type="FAT12   "']) {
      assert.ok(seen.includes(line), seen);
    }
  });

  it("is the same for the same files, and another for others", () => {
    const files = [text("a.txt", "1"), text("b.txt", "2")];
    assert.ok(buildFloppyImage(files).equals(buildFloppyImage(files)));
    const serial = (content: string): number => buildFloppyImage([text("a.txt", content)]).readUInt32LE(39);
    assert.notEqual(serial("1"), serial("2"));
  });

  it("gives long names, and short ones that differ", () => {
    const names = [
      "Unattend.xml",
      "Autounattend.xml",
      "Autounattend 2.xml",
      "a.b.c.txt",
      ".profile",
      "SHORT.TXT",
      "übung für räume.txt",
      `${"long".repeat(50)}.text`,
      "no extension at all",
      "thirteen.char",
      "unatte~1.xml",
    ];
    const read = readBack(names.map(name => text(name, name)));
    for (const name of names) assert.equal(read.get(name)?.toString(), name);
    const short = run("mdir", "-i", image, "::");
    for (const one of ["AUTOUN~1 XML", "AUTOUN~2 XML", "UNATTEND XML", "UNATTE~1 XML", "SHORT    TXT"]) {
      assert.ok(short.includes(one), `${one} in ${short}`);
    }
  });

  it("tells a PC that boots from it to try the next device", () => {
    const sector = buildFloppyImage([]);
    assert.deepEqual([...sector.subarray(0, 2), ...sector.subarray(0x3e, 0x40)], [0xeb, 0x3c, 0xcd, 0x18]);
    assert.equal(sector.readUInt16LE(510), 0xaa55);
  });

  it("takes files up to its last byte, and empty ones", () => {
    const free = 2847 * 512;
    const full = Buffer.alloc(free, "0123456789");
    const read = readBack([
      { name: "full.bin", content: full },
      { name: "empty.txt", content: Buffer.alloc(0) },
    ]);
    assert.ok(read.get("full.bin")?.equals(full));
    assert.equal(read.get("empty.txt")?.length, 0);
    assert.throws(
      () => buildFloppyImage([{ name: "full.bin", content: Buffer.alloc(free + 1) }]),
      (error: unknown) => {
        assert.ok(error instanceof FloppyImageError);
        assert.match(
          error.message,
          /full\.bin \(1457665 bytes\) do not fit onto a floppy.*1457664 are there/,
        );
        return true;
      },
    );
  });

  it("takes 224 files, and no more", () => {
    const many = (count: number): FloppyFile[] =>
      Array.from({ length: count }, (_, index) => text(`F${index}.TXT`, `${index}`));
    writeFileSync(image, buildFloppyImage(many(224)));
    assert.match(run("fsck.vfat", "-n", "-v", image), /224 files/);
    assert.throws(() => buildFloppyImage(many(225)), /225 files do not fit into the folder of a floppy/);
    const long = Array.from({ length: 113 }, (_, index) => text(`lower${index}.txt`, ""));
    assert.throws(() => buildFloppyImage(long), FloppyImageError);
  });

  for (const name of [
    "",
    "a/b",
    "..",
    ".",
    "a\\b",
    "a:b",
    "a*",
    'a"',
    "a\n",
    "a.",
    "a ",
    " a",
    "x".repeat(256),
    "\uD800",
  ]) {
    it(`refuses the name ${JSON.stringify(name.slice(0, 9))}`, () => {
      assert.throws(() => buildFloppyImage([text(name, "")]), FloppyImageError);
    });
  }

  it("refuses two names that Windows takes for one", () => {
    assert.throws(() => buildFloppyImage([text("a.txt", ""), text("A.TXT", "")]), /"A\.TXT" is there twice/);
  });

  it("gives back what was put in, for any files", function () {
    this.timeout(30_000);
    const name = fc.stringMatching(/^[A-Za-z0-9ä_-][A-Za-z0-9 ._ä~-]{0,30}[A-Za-z0-9ä_-]$/);
    const files = fc.uniqueArray(fc.record({ name, content: fc.uint8Array({ maxLength: 3000 }) }), {
      maxLength: 5,
      selector: file => file.name.toUpperCase(),
    });
    fc.assert(
      fc.property(files, some => {
        const read = readBack(some);
        for (const file of some) assert.ok(read.get(file.name)?.equals(file.content), file.name);
      }),
      { numRuns: 25 },
    );
  });
});
