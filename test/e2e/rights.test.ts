import assert from "node:assert/strict";
import { Lab, labSettings } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { virtroom } from "../support/virtroom";

const settings = {
  groups: { students: rawGroup({ ids: [1], thinClientUser: "thinclient@internal-authz" }) },
};

async function rolledOut(): Promise<Lab> {
  const lab = await Lab.open({ settings: () => settings });
  const { exitCode, output } = await lab.project.up();
  assert.equal(exitCode, 0, output);
  return lab;
}

const holdsVm = async (lab: Lab) =>
  (await lab.project.resources()).some(({ type }) => type.endsWith("ovirt:Vm"));

describe("an account that sees only what is its own", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await rolledOut();
    const engine = { ...(labSettings(lab.simulator).engine as object), username: "alice@internal" };
    await lab.configure({ ...settings, engine }, { "engine.password": "simulated-alice" });
  });
  after(() => lab.close());

  const words = /shows no such VM to this account, which sees only what is its own/;

  it("has no VM taken for gone by a deletion, which keeps it in the state", async () => {
    const { exitCode, stdout } = await virtroom(lab, ["delete", "demo", "--yes", "--json"]);
    assert.equal(exitCode, 1, stdout);
    assert.match(stdout, words);
    assert.match(stdout, /administrator's role/);
    assert.ok(await holdsVm(lab));
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
  });
});

describe("an engine's password that was changed since the rollout", function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await rolledOut();
    for (const account of lab.simulator.engine.settings.accounts) account.password = "changed";
    await lab.configure(settings, { "engine.password": "changed" });
  });
  after(() => lab.close());

  it("is what virtroom's look for drift, and its deletion, log in with", async () => {
    const plan = await virtroom(lab, ["plan", "demo", "--refresh"]);
    assert.equal(plan.exitCode, 0, plan.stderr);
    const { exitCode, stderr } = await virtroom(lab, ["delete", "demo", "--yes"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("is not what a plain refresh knows, unless it runs the program", async () => {
    for (const account of lab.simulator.engine.settings.accounts) account.password = "simulated-admin";
    await lab.configure(settings, { "engine.password": "simulated-admin" });
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    for (const account of lab.simulator.engine.settings.accounts) account.password = "changed";
    await lab.configure(settings, { "engine.password": "changed" });
    const plain = await lab.project.refresh();
    assert.notEqual(plain.exitCode, 0);
    assert.match(plain.output, /refuses these credentials/);
    const { exitCode, output } = await lab.project.refresh("--run-program");
    assert.equal(exitCode, 0, output);
    const destroyed = await lab.project.destroy("--run-program");
    assert.equal(destroyed.exitCode, 0, destroyed.output);
    assert.deepEqual(lab.vmNames(), []);
  });
});
