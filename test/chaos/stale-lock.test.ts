import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { ended } from "../../scripts/demo/room-project";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
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
    while (lab.vmNames().length === 0) await new Promise(done => setTimeout(done, 50));
    const refused = await rollOut();
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.output, /another run is at work on room demo: \S+ \(process \d+\)/);
    await other.killAll();
    const { exitCode, output } = await rollOut();
    assert.equal(exitCode, 0, output);
    assert.equal(lab.simulator.vm("demo-vd01")?.disks[0]?.content.setupRuns, 1);
  });
});
