import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ended } from "../../scripts/demo/room-project";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { KillableRun } from "./killable-run";

const command = resolve(__dirname, "../../scripts/virtroom.cjs");
const up = ["up", "--yes", "--skip-preview"];

describe("virtroom rollout and the lock of another run", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open({ settings: () => ({ groups: { students: rawGroup({ ids: "1" }) } }) });
  });
  after(() => lab.close());

  const rollOut = () =>
    ended(
      spawn("node", [command, "rollout", "demo"], {
        cwd: lab.project.folder,
        env: { ...process.env, ...lab.project.environment() },
      }),
    );

  it("leaves the lock of a run that is at work, and takes away that of one that was killed here", async () => {
    lab.simulator.setDuration("createThin", 20_000);
    const other = new KillableRun(lab.project, up);
    await until(() => lab.vmNames().length > 0);
    const refused = await rollOut();
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.output, /another run is at work on room demo: \S+ \(process \d+\)/);
    await other.killAll();
    const { exitCode, output } = await rollOut();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content.setupRuns, 1);
  });

  it("says of a lock that was killed while it was written what takes it away, which it does", async () => {
    const locks = join(lab.project.folder, "state/.pulumi/locks/organization/virtroom/demo");
    await mkdir(locks, { recursive: true });
    await writeFile(join(locks, "7c9e.json"), "");
    const refused = await rollOut();
    assert.equal(refused.exitCode, 1, refused.output);
    assert.match(refused.output, /room demo .* is cut off: .*\n.*pulumi cancel demo/);
    const cancelled = await lab.project.pulumi("cancel", "--yes");
    assert.equal(cancelled.exitCode, 0, cancelled.output);
    assert.equal((await rollOut()).exitCode, 0);
  });
});
