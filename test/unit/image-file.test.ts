import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { imageFile, removeImage, writeImage } from "../../dynamic-providers/deliveries/image-file";

const owner = { project: "virtroom", stack: "room01", seat: "room01-vd07" };

describe("a floppy image in a local file", () => {
  const { TMPDIR } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "virtroom-image-"));
    process.env.TMPDIR = folder;
  });
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(folder, { recursive: true });
  });

  it("is for this account alone, under the name that it gets on the share, until it is removed", () => {
    writeImage(owner, "<unattend/>");
    writeImage(owner, "<unattend/>");
    const file = imageFile(owner);
    assert.match(basename(file), /^virtroom-virtroom-room01-room01-vd07-[0-9a-f]{8}\.img$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(file).size, 1440 * 1024);
    assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dirname(file)), [basename(file)]);
    writeFileSync(`${file}.said`, "what a command said");
    removeImage(owner);
    removeImage(owner);
    assert.deepEqual(readdirSync(dirname(file)), []);
  });

  it("is not written where others can read it, or have put a link", () => {
    const place = dirname(imageFile(owner));
    mkdirSync(place);
    chmodSync(place, 0o755);
    assert.throws(
      () => writeImage(owner, "<unattend/>"),
      /seat room01-vd07: .*others may read what is in .*TMPDIR/,
    );
    rmSync(place, { recursive: true });
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere, { mode: 0o700 });
    symlinkSync(elsewhere, place);
    assert.throws(() => writeImage(owner, "<unattend/>"), /others may read what is in/);
    assert.deepEqual(readdirSync(elsewhere), []);
  });
});
