import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { isAlive } from "../../cli/process-alive";
import { runProgram } from "../support/run-program";
import { until } from "../support/until";

const scripts = resolve(__dirname, "../../scripts");

describe("the script that a Command runs with the site's own commands", function () {
  this.timeout(30_000);
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

  const environment = (commands: { upload?: string; cleanup?: string } = {}) => ({
    SHARE: share,
    IMAGE: image,
    VIRTROOM_UPLOAD: commands.upload ?? 'cp "$IMAGE" "$SHARE/a.img"; echo said; echo told >&2',
    VIRTROOM_CLEANUP: commands.cleanup ?? 'rm "$SHARE/a.img" && echo gone',
    VIRTROOM_LIMIT: "1",
  });
  const run = (
    action: "upload" | "remove",
    commands: { upload?: string; cleanup?: string } = {},
    [shell, env]: [string, Record<string, string>] = ["sh", {}],
  ) =>
    runProgram(shell, ["./floppy.sh", action, image], {
      cwd: scripts,
      env: { ...environment(commands), ...env },
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

  it("does not wait for what a command leaves behind, and lets it live", async () => {
    writeFileSync(image, "passwords");
    const began = Date.now();
    const left = `sleep 60 & echo $! > "$SHARE/pid"`;
    assert.deepEqual(await run("upload", { upload: left }), silent);
    const pid = pidIn("pid");
    assert.deepEqual(await run("remove", { cleanup: left }), silent);
    for (const each of [pid, pidIn("pid")]) process.kill(each);
    assert.ok(Date.now() - began < soon);
    assert.deepEqual(readdirSync(folder), ["share"]);
  });

  const hanging = `echo waiting; echo $$ > "$SHARE/shell"; sleep 9999 & echo $! > "$SHARE/child"; wait`;
  const assertEnded = () => {
    for (const name of ["shell", "child"]) assert.equal(isAlive(pidIn(name)), false, `the ${name} lives`);
  };

  /** As on macOS: no setsid, and a shell that makes groups without a terminal. */
  const withoutSetsid = (): [string, Record<string, string>] => {
    const bin = join(folder, "share", "bin");
    mkdirSync(bin);
    for (const name of ["cat", "cp", "rm", "sleep", "tail"])
      symlinkSync(programOnPath(name), join(bin, name));
    return [programOnPath("bash"), { PATH: bin, POSIXLY_CORRECT: "1" }];
  };
  for (const [how, shell] of [
    ["", undefined],
    [", also where there is no setsid", withoutSetsid],
  ] as const)
    it(`ends an upload that hangs, with all it has started, cleans up and says what to do${how}`, async () => {
      writeFileSync(image, "passwords");
      const began = Date.now();
      const commands = { upload: `cp "$IMAGE" "$SHARE/a.img"; ${hanging}` };
      const { exitCode, stdout, stderr } = await run("upload", commands, shell?.());
      assert.ok(Date.now() - began < soon);
      assert.deepEqual([exitCode, stdout], [124, ""]);
      assert.match(
        stderr,
        /^floppyCommands.upload for it's an image.img was not done after 1 s \(limits.outage\) and said: waiting\. .*raise limits.outage, and run again\n$/,
      );
      assertEnded();
      assert.equal(existsSync(join(share, "a.img")), false);
      assert.deepEqual(readdirSync(folder), ["share"]);
    });

  it("keeps a record when nobody knows what an upload that hung has left on the share", async () => {
    writeFileSync(image, "passwords");
    const { exitCode, stderr } = await run("upload", { upload: hanging, cleanup: "sleep 9999" });
    assert.equal(exitCode, 124);
    assert.match(stderr, /^floppyCommands.upload .*was not done after 1 s/);
    assert.deepEqual(readdirSync(folder).sort(), ["it's an image.img.uploaded", "share"]);
  });

  it("ends a clean-up that hangs, and keeps the record", async () => {
    writeFileSync(image, "passwords");
    await run("upload");
    const { exitCode, stderr } = await run("remove", { cleanup: hanging });
    assert.equal(exitCode, 124);
    assert.match(stderr, /^floppyCommands.cleanup for .*img was not done after 1 s .*img\.uploaded\n$/);
    assertEnded();
    assert.deepEqual(await run("remove"), silent);
    assert.deepEqual(readdirSync(folder), ["share"]);
  });

  it("leaves nothing behind that takes a script which has ended for a killed one", async () => {
    const images = Array.from({ length: 100 }, (_, index) => join(folder, `${index}.img`));
    for (const each of images) writeFileSync(each, "passwords");
    const env = environment({ upload: "exit 3", cleanup: "true" });
    const upload = (each: string) => runProgram("sh", ["./floppy.sh", "upload", each], { cwd: scripts, env });
    for (let at = 0; at < images.length; at += 20) await Promise.all(images.slice(at, at + 20).map(upload));
    // A watcher looks once a second, and then takes its time to end a command.
    await new Promise(done => setTimeout(done, 3_000));
    assert.deepEqual(readdirSync(folder), ["share"]);
  });

  it("ends what it runs soon after it was killed itself, as by ^C, and leaves a record", async () => {
    writeFileSync(image, "passwords");
    const script = spawn("sh", ["./floppy.sh", "upload", image], {
      cwd: scripts,
      env: { ...process.env, ...environment({ upload: hanging }), VIRTROOM_LIMIT: "60" },
    });
    await until(() => existsSync(join(share, "child")) && pidIn("child") > 0);
    script.kill("SIGKILL");
    await until(() => existsSync(`${image}.uploaded`) && !existsSync(`${image}.said`));
    assertEnded();
  });

  const pidIn = (name: string) => Number(readFileSync(join(share, name), "utf8"));
});

/** Milliseconds, on a busy machine: far below what the commands here would take. */
const soon = 15_000;

function programOnPath(name: string): string {
  const places = (process.env.PATH ?? "").split(delimiter).map(place => join(place, name));
  const found = places.find(existsSync);
  assert.ok(found, `there is no ${name} on PATH`);
  return found;
}
