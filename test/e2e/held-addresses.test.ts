import assert from "node:assert/strict";
import { Lab } from "../support/lab";
import { outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { virtroom } from "../support/virtroom";

describe("addresses that running seats of a room hold", function () {
  this.timeout(240_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open();
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
  });
  after(() => lab.close());

  const configure = (changes: Record<string, unknown>) =>
    lab.configure({ rollout: { canary: 1 }, groups: { students: rawGroup(changes) } });
  const vmIds = () => lab.simulator.vms().map(vm => vm.id);
  const looks = () =>
    Object.entries(lab.simulator.requests()).filter(([request]) => request.includes("reporteddevices"));

  it("are asked for by no plan that changes nothing", async () => {
    const plan = await lab.project.pulumi("preview", "--stack", "demo", "--expect-no-changes");
    assert.equal(plan.exitCode, 0, plan.output);
    assert.deepEqual(looks(), []);
  });

  it("keep a plan and a rollout from giving them to seats of other names", async () => {
    await configure({ names: "${room}-pc${id}" });
    const before = vmIds();
    for (const command of [["plan"], ["rollout", "--yes"]]) {
      const { exitCode, stderr } = await virtroom(lab, [...command, "demo"]);
      assert.equal(exitCode, 1, stderr);
      assert.match(stderr, /VM demo-vd01 still runs with the address/);
      assert.match(stderr, /192\.0\.2\.11, with which demo-pc01 is/);
    }
    assert.equal(looks().length, 1);
    assert.deepEqual(vmIds(), before);
  });

  it("are free, shifted by one with a canary, once the room is shut down as the refusal says", async () => {
    await configure({ ipAddressesSuffix: 12 });
    const refused = await virtroom(lab, ["rollout", "demo", "--yes"]);
    assert.match(refused.stderr, /VM demo-vd02 still runs with the address/);
    assert.match(refused.stderr, /192\.0\.2\.12, with which demo-vd01 is/);
    const [line = ""] = /virtroom shutdown demo/.exec(refused.stderr) ?? [];
    const shut = await virtroom(lab, [...line.split(" ").slice(1), "--yes"]);
    assert.equal(shut.exitCode, 0, shut.stderr);
    const rollout = await virtroom(lab, ["rollout", "demo", "--yes", "--json"]);
    assert.equal(rollout.exitCode, 0, rollout.stderr);
    assert.deepEqual(outcomes(rollout.stdout), { "demo-vd01": "made anew", "demo-vd02": "made anew" });
  });
});
