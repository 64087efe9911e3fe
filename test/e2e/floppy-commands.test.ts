import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quoted } from "../../delivery/fill-command";
import type { Simulator } from "../../simulator";
import { commandPluginOnPath } from "../support/command-plugin-on-path";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";

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
  afterEach(() => lab.close());

  const log = () => join(temporary, "log");
  /** Each writes down that it ran, in the log that is named by its relative path. */
  const commands = ({ sftp }: Simulator, changes: Record<string, string> = {}) => {
    const folder = quoted(sftp.localFolder);
    return {
      sftp: undefined,
      floppyCommands: {
        upload: `echo "up {1}" >> ${quoted(log())}; cp {0} ${folder}/{1} && chmod 666 ${folder}/"{1}"`,
        cleanup: `echo down {0} >> ${quoted(log())}\nrm ${folder}/{0}`,
        folderOnHosts: sftp.folderOnHosts,
        ...changes,
      },
    };
  };
  /** What was run since the last look: `up vd01`, `down vd01`. */
  const ran = async () => {
    const text = await readFile(log(), "utf8").catch(() => "");
    await rm(log(), { force: true });
    return text
      .split("\n")
      .filter(Boolean)
      .map(line => line.replace(/virtroom-.*-(vd\d+)-[0-9a-f]{8}\.img/, "$1"))
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
});
