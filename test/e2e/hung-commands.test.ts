import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../cli/process-alive";
import { quoted } from "../../delivery/fill-command";
import { commandPluginOnPath } from "../support/command-plugin-on-path";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { startVirtroom } from "../support/virtroom";

describe("commands of the site for floppies that do not end", function () {
  this.timeout(180_000);
  let lab: Lab;
  let takePluginOff: () => Promise<void>;
  let temporary: string;
  const { TMPDIR } = process.env;

  before(async () => {
    takePluginOff = await commandPluginOnPath();
    temporary = await mkdtemp(join(tmpdir(), "virtroom-test-"));
    process.env.TMPDIR = temporary;
  });
  after(async () => {
    process.env.TMPDIR = TMPDIR;
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    await takePluginOff();
    await rm(temporary, { recursive: true });
  });
  beforeEach(async () => {
    lab = await Lab.open();
  });
  afterEach(() => lab.close());

  const share = () => quoted(lab.simulator.sftp.localFolder);
  const hanging = "echo $$ > ../pid; echo waiting; sleep 9999";
  /** Commands that do what they should, but for these; with the limit that is theirs. */
  const configure = (changes: Record<string, string>, outage = "3 s") =>
    lab.configure({
      sftp: undefined,
      floppyCommands: {
        upload: `cp {0} ${share()}/{1} && chmod 666 ${share()}/{1}`,
        cleanup: `rm ${share()}/{0}`,
        folderOnHosts: lab.simulator.sftp.folderOnHosts,
        ...changes,
      },
      groups: { students: rawGroup({ ids: [1] }) },
      limits: { ...(labSettings(lab.simulator).limits as object), outage },
    });
  const pidFile = () => join(lab.project.folder, "../pid");
  /** Of the command that hangs; 0 when none was started. */
  const pid = async () => Number(await readFile(pidFile(), "utf8").catch(() => "0"));
  const assertEnded = async () => {
    const hung = await pid();
    assert.ok(hung > 0, "it was started");
    await rm(pidFile());
    await until(() => !isAlive(hung));
  };
  const assertNothingLeft = async () => {
    assert.deepEqual(await lab.floppies(), []);
    assert.deepEqual(await readdir(join(temporary, `virtroom-${process.getuid?.()}`)), []);
  };
  /** By another run, with commands that work: Windows is set up once all in all. */
  const assertFinished = async () => {
    await configure({});
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content?.setupRuns, 1);
    await assertNothingLeft();
  };

  it("by what they leave behind with their output open are not waited for", async () => {
    const left = "sleep 600 & echo $! >> ../left";
    const upload = `cp {0} ${share()}/{1} && chmod 666 ${share()}/{1}; ${left}`;
    await configure({ upload, cleanup: `rm -f ${share()}/{0}; ${left}` }, "5 min");
    const began = Date.now();
    const { exitCode, output } = await lab.project.up();
    const took = Date.now() - began;
    const text = await readFile(join(lab.project.folder, "../left"), "utf8");
    for (const word of text.trim().split("\n")) process.kill(Number(word));
    assert.equal(exitCode, 0, output);
    assert.ok(took < 150_000, `it took ${took} ms`);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
    await assertNothingLeft();
  });

  it("are ended at limits.outage: a clean-up, whose seat is finished by the next run, or deleted", async () => {
    await configure({ cleanup: hanging });
    const first = await lab.project.up();
    assert.notEqual(first.exitCode, 0);
    const words =
      /seat demo-vd01: taking the floppy off the share: floppyCommands.cleanup for virtroom-\S+\.img was not done after 3 s \(limits\.outage\) and said: waiting\n\s*Way out: It holds passwords: see what/;
    assert.match(first.output, words);
    assert.doesNotMatch(first.output, /sleep 9999/);
    await assertEnded();
    const destroyed = await lab.project.destroy();
    assert.notEqual(destroyed.exitCode, 0);
    assert.match(destroyed.output, words);
    await assertEnded();
    await assertFinished();
  });

  it("are ended at limits.outage: an upload, of which nothing stays on the share", async () => {
    await configure({ upload: `head -c 700000 {0} > ${share()}/{1}; ${hanging}` });
    const first = await lab.project.up();
    assert.notEqual(first.exitCode, 0);
    assert.match(
      first.output,
      /floppyCommands.upload for virtroom-\S+-vd01-\w+\.img was not done after 3 s \(limits\.outage\) and said: waiting\. See what it waits for/,
    );
    await assertEnded();
    await assertNothingLeft();
    await assertFinished();
  });

  for (const kind of ["upload", "cleanup"] as const)
    it(`are ended by ^C: ${kind}; the next run goes on`, async () => {
      const half = kind === "upload" ? `head -c 700000 {0} > ${share()}/{1}; ` : "";
      await configure({ [kind]: half + hanging }, "10 min");
      const run = startVirtroom(lab, ["rollout", "demo", "--json"]);
      let told = "";
      for (const stream of [run.stdout, run.stderr]) stream.on("data", text => (told += text));
      const ended = once(run, "close");
      while ((await pid()) === 0) await new Promise(done => setTimeout(done, 50));
      const began = Date.now();
      run.kill("SIGINT");
      const [exitCode] = await ended;
      assert.equal(exitCode, 130, told);
      assert.ok(Date.now() - began < 20_000, told);
      await assertEnded();
      await assertFinished();
    });

  it("had no limit in states of an earlier version, which is no change of their seats", async () => {
    await configure({});
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    await forgetLimits(lab);
    const again = await lab.project.up("--expect-no-changes");
    assert.equal(again.exitCode, 0, again.output);
  });
});

/** As a version has left the state that ended no commands. */
async function forgetLimits(lab: Lab): Promise<void> {
  const file = join(lab.project.folder, "state.json");
  const exported = await lab.project.pulumi("stack", "export", "--file", file);
  assert.equal(exported.exitCode, 0, exported.output);
  const limit = /,\s*"(?:VIRTROOM_LIMIT|limit)": "3"|"(?:VIRTROOM_LIMIT|limit)": "3",/g;
  const state = await readFile(file, "utf8");
  assert.ok(state.match(limit));
  await writeFile(file, state.replaceAll(limit, ""));
  const imported = await lab.project.pulumi("stack", "import", "--file", file);
  assert.equal(imported.exitCode, 0, imported.output);
}
