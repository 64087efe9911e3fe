import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readFloppy } from "../../simulator/guest/fat12";

/** Made with mkfs.vfat and mtools: a volume label, a deleted file, a file in two pieces, a folder with a long name in it. */
const image = () => gunzipSync(readFileSync(join(__dirname, "../fixtures/floppy-by-mtools.img.gz")));

const textOf = (content: string | Uint8Array | undefined) => Buffer.from(content ?? "").toString("utf8");

describe("guest: a floppy image", () => {
  it("shows the files that mtools wrote, folders and long names included, and no deleted one", () => {
    const files = readFloppy(image()) ?? [];
    assert.deepEqual(
      files.map(file => file.name),
      ["sysprep.inf", "GAP2.TXT", "scripts\\First logon of room 7 (students).cmd", "empty.txt"],
    );
  });

  it("puts a file together that lies in several pieces", () => {
    const text = textOf(readFloppy(image())?.[0]?.content);
    assert.equal(text.length, 2804);
    assert.match(text, /^<\?xml .*\n<!-- (in several pieces ){150} -->\n<unattend xmlns="[^"]*"\/>\n$/);
  });

  it("reads a file in a folder, and an empty one", () => {
    const files = readFloppy(image()) ?? [];
    assert.equal(textOf(files[2]?.content), "@echo off\r\nshutdown /p /f\r\n");
    assert.equal(textOf(files[3]?.content), "");
  });

  for (const [what, spoil] of Object.entries<(bytes: Buffer) => Buffer>({
    "without the boot signature": bytes => bytes.fill(0, 510, 512),
    "cut short": bytes => bytes.subarray(0, 720 * 1024),
    "with sectors of an odd size": bytes => bytes.fill(7, 11, 12),
    "whose chain of clusters leads out of the volume": bytes => bytes.fill(0x7f, 512 + 3, 512 + 18),
    "that is not one at all": () => Buffer.from("<unattend/>"),
  })) {
    it(`is not there for the guest: one ${what}`, () => {
      assert.equal(readFloppy(spoil(image())), undefined);
    });
  }
});
