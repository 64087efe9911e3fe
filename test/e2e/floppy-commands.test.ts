import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quoted } from "../../delivery/fill-command";
import { readConfiguration } from "../../room/old-config/configuration";
import { describeFileFaults } from "../../room/old-config/fault";
import { toSettings } from "../../room/old-config/to-settings";
import type { Simulator } from "../../simulator";
import { KillableRun } from "../chaos/killable-run";
import { commandPluginOnPath } from "../support/command-plugin-on-path";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";
import { oldFile, oldPassword, oldTemplate } from "../support/old-room";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";

describe("floppies by the site's own commands", function () {
  this.timeout(180_000);
  let lab: Lab;
  let takePluginOff: () => Promise<void>;
  let temporary: string;
  const { TMPDIR } = process.env;

  before(async () => {
    takePluginOff = await commandPluginOnPath();
    // A path that no command could take without quotes.
    temporary = join(await mkdtemp(join(tmpdir(), "virtroom-test-")), `it's "$HOME" here`);
    await mkdir(temporary);
    process.env.TMPDIR = temporary;
  });
  after(async () => {
    process.env.TMPDIR = TMPDIR;
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    await takePluginOff();
    await rm(join(temporary, ".."), { recursive: true });
  });
  afterEach(async () => {
    await ran();
    await lab.close();
  });

  /** Each writes down that it ran, in a log whose path starts at the project's folder. */
  const commands = ({ sftp }: Simulator, changes: Record<string, string> = {}) => {
    const folder = quoted(sftp.localFolder);
    return {
      sftp: undefined,
      floppyCommands: {
        upload: `echo "up {1}" >> ../log; cp {0} ${folder}/{1} && chmod 666 ${folder}/"{1}"`,
        cleanup: `echo down {0} >> ../log\nrm ${folder}/{0}`,
        folderOnHosts: sftp.folderOnHosts,
        ...changes,
      },
    };
  };
  /** What was run since the last look: `up vd01`, `down vd01`. */
  const ran = async () => {
    const log = join(lab.project.folder, "../log");
    const text = await readFile(log, "utf8").catch(() => "");
    await rm(log, { force: true });
    return text
      .split("\n")
      .filter(Boolean)
      .map(line => line.replace(/virtroom-.*-(\w+)-[0-9a-f]{8}\.img/, "$1"))
      .sort();
  };
  /** What is left in the folder of local files. */
  const localFiles = () => readdir(join(temporary, `virtroom-${process.getuid?.()}`)).catch(() => []);

  it("are uploaded before Windows starts and cleaned up after, with nothing left anywhere", async () => {
    lab = await Lab.open({ settings: ({ simulator }) => commands(simulator) });
    const preview = await lab.project.preview();
    assert.equal(preview.exitCode, 0, preview.output);
    assert.match(preview.output, /command:local:Command/);
    assert.deepEqual(await ran(), []);
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(await ran(), ["down vd01", "down vd02", "up vd01", "up vd02"]);
    for (const vm of lab.simulator.vms()) {
      assert.equal(vm.status, "up");
      assert.equal(vm.disks[0]?.content?.computerName?.toLowerCase(), vm.settings.name);
    }
    assert.deepEqual(await lab.floppies(), []);
    assert.deepEqual(await localFiles(), []);
    assertNoSecret(await lab.project.stateText(), Object.values(secretWords), "the state");
    const again = await lab.project.up("--expect-no-changes");
    assert.equal(again.exitCode, 0, again.output);
    const destroyed = await lab.project.destroy();
    assert.equal(destroyed.exitCode, 0, destroyed.output);
    assert.deepEqual(await ran(), []);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("are cleaned up when the setup fails, and the seat is made anew by the next run", async () => {
    lab = await Lab.open({ settings: ({ simulator }) => ({ ...commands(simulator), ...single }) });
    const up = lab.project.up();
    await inSetup(lab);
    assert.equal((await lab.floppies()).length, 1, "Windows has its floppy while it is set up");
    assert.deepEqual(
      (await localFiles()).filter(name => name.endsWith(".img")),
      [],
    );
    lab.simulator.pause("demo-vd01", "I/O");
    const first = await up;
    assert.notEqual(first.exitCode, 0);
    assert.match(first.output, /seat demo-vd01: .*the VM is paused/);
    assert.deepEqual(await ran(), ["down vd01", "up vd01"]);
    assert.deepEqual([await lab.floppies(), await localFiles()], [[], []]);
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.deepEqual(await ran(), ["down vd01", "up vd01"]);
    assert.deepEqual([await lab.floppies(), await localFiles()], [[], []]);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
  });

  it("are uploaded again when the engine would not start the VM, and the floppy is gone", async () => {
    lab = await Lab.open({ settings: ({ simulator }) => ({ ...commands(simulator), ...single }) });
    lab.simulator.interference.add({ method: "POST", path: "*/start", fault: "broken" });
    const first = await lab.project.up();
    assert.notEqual(first.exitCode, 0);
    assert.deepEqual(await ran(), ["down vd01", "up vd01"]);
    assert.deepEqual(await lab.floppies(), []);
    lab.simulator.interference.clear();
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.deepEqual(await ran(), ["down vd01", "up vd01"]);
    assert.deepEqual([await lab.floppies(), await localFiles()], [[], []]);
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content?.setupRuns, 1);
  });

  it("that cannot be uploaded are an error in the command's own words, and leave nothing behind", async () => {
    const broken = { upload: `head -c 700000 {0} > "$SHARE/{1}"; echo "the share is full" >&2; exit 3` };
    lab = await Lab.open({ settings: ({ simulator }) => ({ ...commands(simulator), ...single }) });
    process.env.SHARE = lab.simulator.sftp.localFolder;
    await lab.configure({ ...commands(lab.simulator, broken), ...single });
    const first = await lab.project.up();
    delete process.env.SHARE;
    assert.notEqual(first.exitCode, 0);
    assert.match(first.output, /floppyCommands.upload ended with exit code 3 and said: the share is full/);
    assert.deepEqual(await ran(), ["down vd01"]);
    assert.deepEqual([await lab.floppies(), await localFiles()], [[], []]);
    await lab.configure({ ...commands(lab.simulator), ...single });
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.deepEqual(await ran(), ["down vd01", "up vd01"]);
    const destroyed = await lab.project.destroy();
    assert.equal(destroyed.exitCode, 0, destroyed.output);
  });

  it("that cannot be cleaned up are an error that names them, until somebody has seen to it", async () => {
    const broken = { cleanup: "echo no way to {0}; false" };
    lab = await Lab.open({ settings: ({ simulator }) => ({ ...commands(simulator, broken), ...single }) });
    const first = await lab.project.up();
    assert.notEqual(first.exitCode, 0);
    const words =
      /seat demo-vd01: taking the floppy off the share: floppyCommands.cleanup for (virtroom-\S+\.img) ended with exit code 1 and said: no way to \1\n\s*Way out: It holds passwords/;
    assert.match(first.output, words);
    const destroyed = await lab.project.destroy();
    assert.notEqual(destroyed.exitCode, 0);
    assert.match(destroyed.output, words);
    assert.equal((await lab.floppies()).length, 1);
    await lab.configure({ ...commands(lab.simulator), ...single });
    const second = await lab.project.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.deepEqual([await lab.floppies(), await localFiles()], [[], []]);
  });

  it("that a killed run has left are cleaned up by destroy", async () => {
    lab = await Lab.open({ settings: ({ simulator }) => ({ ...commands(simulator), ...single }) });
    await killInSetup(lab);
    assert.equal((await lab.floppies()).length, 1);
    const { exitCode, output } = await lab.project.destroy();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(await ran(), ["down vd01", "up vd01"]);
    assert.deepEqual([await lab.floppies(), await localFiles(), lab.vmNames()], [[], [], []]);
    assert.doesNotMatch(output, /warning: .*cleanup/);
  });

  it("that a killed run has left are cleaned up by the next run, on another machine too", async () => {
    lab = await Lab.open({ settings: ({ simulator }) => ({ ...commands(simulator), ...single }) });
    await killInSetup(lab);
    const another = join(temporary, "another machine");
    await mkdir(another);
    process.env.TMPDIR = another;
    const { exitCode, output } = await lab.project.up();
    process.env.TMPDIR = temporary;
    assert.equal(exitCode, 0, output);
    assert.deepEqual((await ran()).slice(0, 2), ["down vd01", "up vd01"]);
    assert.deepEqual(await lab.floppies(), []);
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content?.setupRuns, 1);
    await rm(join(temporary, `virtroom-${process.getuid?.()}`), { recursive: true });
  });

  it("that somebody else has removed meanwhile are a warning, and no reason to stop", async () => {
    lab = await Lab.open({
      // Windows is still at its setup when the next run comes.
      simulator: { guests: { durations: { oobe: 15_000 } } },
      settings: ({ simulator }) => ({ ...commands(simulator), ...single }),
    });
    await killInSetup(lab);
    for (const floppy of await lab.floppies()) await rm(join(lab.simulator.sftp.localFolder, floppy));
    await rm(join(temporary, `virtroom-${process.getuid?.()}`), { recursive: true });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.match(
      output,
      /warning: floppyCommands.cleanup for virtroom-\S+ ended with exit code 1 and said: rm: .*No such file/,
    );
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
  });

  it("are no business of rooms that have none: not even the plugin is looked for", async () => {
    lab = await Lab.open({ settings: () => single });
    const { exitCode, output } = await lab.project.preview();
    assert.equal(exitCode, 0, output);
    assert.doesNotMatch(output, /pulumi-resource-command|command:local/);
  });

  it("are those of a file of the tool before this one, whose room is rolled out as it stands", async () => {
    lab = await Lab.open({ room: "old" });
    const folder = quoted(lab.simulator.sftp.localFolder);
    const { caFile } = lab.simulator;
    await writeFile(join(lab.project.folder, "old.xml"), oldTemplate);
    const text = oldFile(lab.simulator, {
      room: "old",
      caFile,
      template: "old.xml",
      upload: `(echo "up {1}" >> ../log) && install -m 666 {0} ${folder}/{1} && awk 'END {{exit NR < 1}}' {0}`,
      cleanup: `echo down {} >> ../log; rm ${folder}/{}`.replaceAll("{}", "{0}"),
    });
    const { configuration, faults } = readConfiguration(text, ["old"]);
    assert.ok(configuration?.rooms[0], describeFileFaults("old.conf", faults));
    const { settings } = toSettings(configuration, configuration.rooms[0], { path: written => written });
    const { engine, ...rest } = settings;
    await lab.project.configure(
      { ...rest, engine: { ...(engine as object), password: undefined, pollInterval: "200 ms" } },
      { "engine.password": lab.simulator.password },
    );
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(lab.vmNames(), ["old-teacher01", "old-vd01", "old-vd02"]);
    for (const { status, settings, disks } of lab.simulator.vms()) {
      assert.equal(status, "up");
      assert.equal(disks[0]?.content?.computerName?.toLowerCase(), settings.name);
    }
    const names = ["teacher01", "vd01", "vd02"];
    assert.deepEqual(
      await ran(),
      ["down", "up"].flatMap(step => names.map(name => `${step} ${name}`)),
    );
    assert.deepEqual([await lab.floppies(), await localFiles()], [[], []]);
    assertNoSecret(await lab.project.stateText(), [oldPassword, lab.simulator.password], "the state");
    const destroyed = await lab.project.destroy();
    assert.equal(destroyed.exitCode, 0, destroyed.output);
    assert.deepEqual(lab.vmNames(), []);
  });
});

const single = { groups: { students: rawGroup({ ids: [1] }) } };

async function inSetup(lab: Lab): Promise<void> {
  await until(() => lab.simulator.vm("demo-vd01")?.status === "up");
}

async function killInSetup(lab: Lab): Promise<void> {
  const run = new KillableRun(lab.project, ["up", "--yes", "--skip-preview"]);
  await inSetup(lab);
  await run.killAll();
  const unlocked = await lab.project.pulumi("cancel", "--yes");
  assert.equal(unlocked.exitCode, 0, unlocked.output);
}
