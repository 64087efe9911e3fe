import assert from "node:assert/strict";
import { fromUrn } from "../../room/resource-types";
import { Lab } from "../support/lab";
import { outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { runProgram } from "../support/run-program";
import { virtroom } from "../support/virtroom";

describe("seats under pulumi state protect", function () {
  this.timeout(240_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.open();
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
  });
  after(() => lab.close());

  const rollout = async (changes: Record<string, unknown>) => {
    await lab.configure({ groups: { students: rawGroup(changes) } });
    return virtroom(lab, ["rollout", "demo", "--yes", "--json"]);
  };
  const vmIds = () => lab.simulator.vms().map(vm => vm.id);
  const heldKinds = async () => {
    const held = (await lab.project.resources()).filter(({ protect }) => protect);
    return held.map(({ urn }) => fromUrn(urn)?.kind);
  };
  /** What an administrator does. */
  const protect = async (kind: string) => {
    const found = (await lab.project.resources()).find(({ urn }) => urn.endsWith(`ovirt:${kind}::demo-vd02`));
    assert.ok(found);
    const { exitCode, output } = await lab.project.pulumi(
      ...["state", "protect", found.urn, "--stack", "demo", "--yes"],
    );
    assert.equal(exitCode, 0, output);
  };
  /** @returns what was told */
  const refused = async (changes: Record<string, unknown>) => {
    const before = vmIds();
    const { exitCode, stderr } = await rollout(changes);
    assert.equal(exitCode, 1, stderr);
    assert.match(stderr, /made anew or deleted that Pulumi's state protects: demo-vd02\n/);
    assert.deepEqual(vmIds(), before);
    return stderr;
  };

  it("keep a rollout from beginning that Pulumi would end in its middle, until they are unprotected as it says", async () => {
    await protect("Power");
    const told = await refused({ templateName: "win7-gold" });
    const [line = ""] = /pulumi state unprotect .*/.exec(told) ?? [];
    const unprotected = await runProgram("sh", ["-c", `${line} --yes`], {
      cwd: lab.project.folder,
      env: lab.project.environment(),
    });
    assert.equal(unprotected.exitCode, 0, unprotected.stderr);
    assert.deepEqual(await heldKinds(), []);
  });

  it("are neither made anew nor deleted where Pulumi would take the program's word over the state's", async () => {
    await protect("Vm");
    await refused({ templateName: "win7-gold" });
    await refused({ ids: "1" });
  });

  it("are changed in place all the same", async () => {
    const changed = await rollout({ memory: "3 GiB" });
    assert.equal(changed.exitCode, 0, changed.stderr);
    assert.deepEqual(outcomes(changed.stdout), { "demo-vd01": "changed", "demo-vd02": "changed" });
  });
});
