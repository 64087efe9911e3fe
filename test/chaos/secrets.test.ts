import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Ran } from "../../scripts/demo/room-project";
import { assertNoSecret } from "../support/has-no-secret";
import { Lab, secretWords } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { KillableRun } from "./killable-run";

const up = ["up", "--yes", "--skip-preview", "--parallel", "40"];

describe("the secrets of a room", function () {
  this.timeout(180_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup() } }) });
  });
  after(() => lab.close());

  const secrets = () => [...Object.values(secretWords), lab.simulator.password, lab.simulator.sftp.password];

  /** Runs to the end, or until the condition holds, and looks at the arguments of all processes meanwhile. */
  async function watched(args: readonly string[], until: () => boolean = () => false): Promise<Ran> {
    const run = new KillableRun(lab.project, args);
    let ended = false;
    void run.ran.then(() => {
      ended = true;
    });
    while (!ended && !until()) {
      assertNoSecret(run.commandLines(), secrets(), "the arguments of a process");
      await new Promise(done => setTimeout(done, 40));
    }
    await (ended ? run.ran : run.killAll());
    return run.ran;
  }

  /** Everything in the project's folder: settings, state, its backups and history, logs, and what else there may be. */
  async function lookEverywhere(): Promise<void> {
    for (const entry of await readdir(lab.project.folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) assertNoSecret(await readFile(path, "latin1"), secrets(), path);
    }
    for (const name of await lab.floppies()) {
      assertNoSecret(
        await readFile(join(lab.simulator.sftp.localFolder, name), "latin1"),
        secrets(),
        `floppy ${name}`,
      );
    }
  }

  it("are in no argument, no output and no file after a run that was killed in a setup, and the next", async () => {
    const inSetup = () => lab.simulator.vms().some(vm => vm.status === "up");
    const killed = await watched(up, inSetup);
    assertNoSecret(killed.output, secrets(), "the output of the killed run");
    await lab.project.pulumi("cancel", "--yes");
    const finished = await watched(up);
    assertNoSecret(finished.output, secrets(), "the output");
    await lookEverywhere();
  });

  it("are in no error, and in no file after it", async () => {
    await lab.configure({ groups: { students: rawGroup({ templateName: "no-such-template" }) } });
    const refused = await watched(up);
    assertNoSecret(refused.output, secrets(), "the output");
    await lookEverywhere();
  });

  it("are nowhere when the room is gone", async () => {
    const destroyed = await watched(["destroy", "--yes", "--skip-preview"]);
    assertNoSecret(destroyed.output, secrets(), "the output");
    await lookEverywhere();
  });
});
