import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runProgram } from "../support/run-program";

const scripts = resolve(__dirname, "../../scripts");

describe("the script that a Command runs with the site's own commands", () => {
  let folder: string;
  let image: string;
  let share: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "virtroom-floppy-"));
    image = join(folder, "it's an image.img");
    share = join(folder, "share");
    mkdirSync(share);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (action: "upload" | "remove", commands: { upload?: string; cleanup?: string } = {}) =>
    runProgram("sh", ["./floppy.sh", action, image], {
      cwd: scripts,
      env: {
        SHARE: share,
        IMAGE: image,
        VIRTROOM_UPLOAD: commands.upload ?? 'cp "$IMAGE" "$SHARE/a.img"; echo said; echo told >&2',
        VIRTROOM_CLEANUP: commands.cleanup ?? 'rm "$SHARE/a.img" && echo gone',
      },
    });
  const silent = { exitCode: 0, stdout: "", stderr: "" };

  it("uploads the image, leaves a record in its place, and says nothing", async () => {
    writeFileSync(image, "passwords");
    assert.deepEqual(await run("upload"), silent);
    assert.deepEqual(readdirSync(share), ["a.img"]);
    assert.deepEqual([existsSync(image), existsSync(`${image}.uploaded`)], [false, true]);
  });

  it("does nothing without an image", async () => {
    assert.deepEqual(await run("upload", { upload: "false" }), silent);
    assert.deepEqual(readdirSync(folder), ["share"]);
  });

  it("tells what a failed upload says, and leaves nothing of it", async () => {
    writeFileSync(image, "passwords");
    const { exitCode, stdout, stderr } = await run("upload", {
      upload: 'echo half > "$SHARE/a.img"; echo "no space"; exit 4',
    });
    assert.deepEqual([exitCode, stdout], [4, ""]);
    assert.equal(stderr, "floppyCommands.upload ended with exit code 4 and said: no space\n");
    assert.deepEqual([readdirSync(share), readdirSync(folder)], [[], ["share"]]);
  });

  it("takes an uploaded image off the share, once", async () => {
    writeFileSync(image, "passwords");
    await run("upload");
    assert.deepEqual(await run("remove"), silent);
    assert.deepEqual([readdirSync(share), readdirSync(folder)], [[], ["share"]]);
    assert.deepEqual(await run("remove", { cleanup: "false" }), silent);
  });

  it("keeps the record when the clean-up fails, and names it", async () => {
    writeFileSync(image, "passwords");
    await run("upload");
    const { exitCode, stderr } = await run("remove", { cleanup: "echo no; exit 5" });
    assert.equal(exitCode, 5);
    assert.match(
      stderr,
      /^floppyCommands.cleanup ended with exit code 5 and said: no\. .* and then .*img\.uploaded\n$/,
    );
    assert.deepEqual(await run("remove"), silent);
    assert.deepEqual(readdirSync(share), []);
  });

  it("runs the commands in the folder above its own", async () => {
    writeFileSync(image, "passwords");
    assert.deepEqual(await run("upload", { upload: 'test -f Pulumi.yaml && cp "$IMAGE" "$SHARE"' }), silent);
  });
});
