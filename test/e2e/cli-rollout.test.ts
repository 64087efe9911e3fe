import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromUrn } from "../../room/resource-types";
import { KillableRun } from "../chaos/killable-run";
import { byHand } from "../support/by-hand";
import { forgetSeats } from "../support/forget-seats";
import { Lab } from "../support/lab";
import { detailOf, outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { startVirtroom, virtroom, virtroomAtTerminal } from "../support/virtroom";

/** Begins what a terminal does not print. */
const esc = "\u001b";

describe("virtroom rollout and delete", function () {
  this.timeout(240_000);
  let lab: Lab;
  afterEach(() => lab.close());

  const students = (changes: Record<string, unknown> = {}) => ({ groups: { students: rawGroup(changes) } });

  it("roll a room out and remove it, on the stack that pulumi works on as well", async () => {
    lab = await Lab.open();
    const rollout = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(rollout.exitCode, 0, rollout.stderr);
    assert.match(rollout.stdout, /demo-vd01 +│ made/);
    assert.match(rollout.stdout, /Room demo: 2 made/);
    assert.match(rollout.stderr, /^demo-vd02: Windows setup running \(/m, "one line a change");
    assert.ok(!(rollout.stdout + rollout.stderr).includes(esc), "no colours where no terminal is");
    assert.equal(lab.simulator.vm("demo-vd01")?.status, "up");
    const up = await lab.project.up("--expect-no-changes");
    assert.equal(up.exitCode, 0, up.output);
    const removed = await virtroom(lab, ["delete", "demo", "--yes", "--json"]);
    assert.equal(removed.exitCode, 0, removed.stderr);
    assert.deepEqual(outcomes(removed.stdout), { "demo-vd01": "deleted", "demo-vd02": "deleted" });
    assert.deepEqual(lab.vmNames(), []);
    assert.deepEqual(await lab.project.resources(), []);
  });

  it("go on with a room that pulumi has made, and change nothing that is as it should be", async () => {
    lab = await Lab.open();
    const up = await lab.project.up();
    assert.equal(up.exitCode, 0, up.output);
    const rollout = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(rollout.exitCode, 0, rollout.stderr);
    assert.deepEqual(outcomes(rollout.stdout), { "demo-vd01": "unchanged", "demo-vd02": "unchanged" });
  });

  it("leave the choice of a stack to its user", async () => {
    lab = await Lab.open();
    await lab.project.pulumi("stack", "init", "another");
    await virtroom(lab, ["rollout", "demo"]);
    const { output } = await lab.project.pulumi("stack", "ls");
    assert.match(output, /another\*/);
  });

  it("ask before a seat is lost, and refuse where nobody is there to answer", async () => {
    lab = await Lab.open();
    await virtroom(lab, ["rollout", "demo"]);
    await lab.configure(students({ ids: "1", templateName: "win7-gold" }));
    const nobody = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(nobody.exitCode, 2);
    assert.match(nobody.stderr, /make 1 anew \(demo-vd01\) and delete 1 \(demo-vd02\)/);
    assert.match(nobody.stderr, /--yes/);
    const refused = await virtroom(lab, ["delete", "demo"]);
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /Delete 2 VMs of room demo/);
    const no = await virtroomAtTerminal(lab, "delete demo", "n\n");
    assert.equal(no.exitCode, 1);
    assert.deepEqual(lab.vmNames(), ["demo-vd01", "demo-vd02"]);
    const yes = await virtroom(lab, ["rollout", "demo", "--yes", "--json"]);
    assert.equal(yes.exitCode, 0, yes.stderr);
    assert.deepEqual(outcomes(yes.stdout), { "demo-vd01": "made anew", "demo-vd02": "deleted" });
    const deleted = await virtroomAtTerminal(lab, "delete demo", "y\n");
    assert.equal(deleted.exitCode, 0, deleted.stdout);
    assert.deepEqual(lab.vmNames(), []);
  });

  it("show one line per seat that changes in place, in colours, at a terminal", async () => {
    lab = await Lab.open({ settings: () => students({ ids: "1" }) });
    const { exitCode, stdout } = await virtroomAtTerminal(lab, "rollout demo", "");
    assert.equal(exitCode, 0, stdout);
    const cyan = `${esc}[36m●${esc}[39m`;
    const green = `${esc}[32m✓${esc}[39m`;
    assert.ok(stdout.includes(`${cyan} demo-vd01  Windows setup running`), stdout);
    assert.ok(stdout.includes(`${esc}[1A`), "the line is written over");
    assert.ok(stdout.includes(`${green} demo-vd01  done`), stdout);
  });

  it("a seat that fails is told with its cause and the way out, and does not stop the others", async () => {
    lab = await Lab.open({ settings: () => students({ ids: "1-3" }) });
    lab.simulator.guests.faults.add({ vm: "demo-vd02", fault: "crash" });
    const rollout = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(rollout.exitCode, 1);
    const expected = { "demo-vd01": "made", "demo-vd02": "failed", "demo-vd03": "made" };
    assert.deepEqual(outcomes(rollout.stdout), expected);
    assert.match(
      detailOf(rollout.stdout, "demo-vd02"),
      /did not power itself off .*Lost connection.*the next run makes this seat anew/s,
    );
    assert.doesNotMatch(rollout.stdout + rollout.stderr, /\n\s+at .*:\d+|failed to register/);
    assert.deepEqual(await kindsInState(lab, "demo-vd01"), await kindsInState(lab, "demo-vd03"));
    assert.deepEqual(await kindsInState(lab, "demo-vd02"), ["Nic", "Vm"], "what was done is in the state");
    lab.simulator.guests.faults.clear();
    const again = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(again.exitCode, 0, again.stderr);
    assert.equal(outcomes(again.stdout)["demo-vd02"], "made anew");
  });

  it("a canary that fails stops the room with nothing else touched", async () => {
    lab = await Lab.open({ settings: () => ({ rollout: { canary: 1 }, ...students({ ids: "1-3" }) }) });
    lab.simulator.guests.faults.add({ vm: "demo-vd01", fault: "crash" });
    const { exitCode, stdout } = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(exitCode, 1);
    const expected = { "demo-vd01": "failed", "demo-vd02": "not reached", "demo-vd03": "not reached" };
    assert.deepEqual(outcomes(stdout), expected);
    assert.deepEqual(lab.vmNames(), ["demo-vd01"]);
  });

  it("delete takes what a killed run left, leaves a stranger's VM alone, and tells of seats without one", async () => {
    lab = await Lab.open({ settings: () => students({ ids: "1-3" }) });
    await virtroom(lab, ["rollout", "demo"]);
    const { engine } = lab.simulator;
    const [lost, foreign] = ["demo-vd02", "demo-vd03"].map(name => lab.simulator.vm(name));
    assert.ok(lost && foreign);
    await forgetSeats(lab);
    engine.vms.delete(lost.id);
    foreign.settings.comment = "the janitor's";
    const { exitCode, stdout, stderr } = await virtroom(lab, ["delete", "demo", "--yes", "--json"]);
    assert.equal(exitCode, 0, stderr);
    const expected = { "demo-vd01": "deleted", "demo-vd02": "was not there", "demo-vd03": "left alone" };
    assert.deepEqual(outcomes(stdout), expected);
    assert.match(stderr, /there was no VM of demo-vd02/);
    assert.deepEqual(lab.vmNames(), ["demo-vd03"]);
  });

  it("make the stack of a room that has settings and no stack yet", async () => {
    lab = await Lab.open({ settings: () => students({ ids: "1" }) });
    const file = join(lab.project.folder, "stacks", "Pulumi.demo.yaml");
    const before = await readFile(file, "utf8");
    await lab.project.pulumi("stack", "rm", "demo", "--yes", "--preserve-config");
    const show = await virtroom(lab, ["show", "demo"]);
    assert.equal(show.exitCode, 1);
    assert.match(show.stderr, /room demo has settings, but no stack/);
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(exitCode, 0, stderr);
    assert.equal(await readFile(file, "utf8"), before);
  });

  it("make what is missing: a VM that somebody has deleted, which Pulumi's state still holds, also where that was killed", async () => {
    lab = await Lab.open();
    await virtroom(lab, ["rollout", "demo"]);
    const first = lab.simulator.vm("demo-vd01");
    await deleteByHand("demo-vd02");
    const planned = await virtroom(lab, ["plan", "demo", "--json"]);
    assert.deepEqual(outcomes(planned.stdout), { "demo-vd01": "unchanged", "demo-vd02": "made" });
    const start = (args: readonly string[], env: Record<string, string> = {}) =>
      startVirtroom(lab, args, env);
    const killed = new KillableRun({ start }, ["rollout", "demo", "--yes"]);
    await until(() => lab.simulator.vm("demo-vd02")?.status === "up");
    await killed.killAll();
    const { exitCode, stdout, stderr } = await virtroom(lab, ["rollout", "demo", "--json"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(outcomes(stdout), { "demo-vd01": "unchanged", "demo-vd02": "made" });
    assert.equal(lab.simulator.vm("demo-vd02")?.status, "up");
    assert.equal(lab.simulator.vm("demo-vd01"), first);

    // The canary is missing and fails: the other seat was looked at, and nothing more.
    await lab.configure({ rollout: { canary: 1 } });
    await deleteByHand("demo-vd01");
    lab.simulator.guests.faults.add({ vm: "demo-vd01", fault: "crash" });
    const failing = await virtroom(lab, ["rollout", "demo", "--yes"]);
    assert.equal(failing.exitCode, 1, failing.stderr);
    assert.match(failing.stdout, /demo-vd01 +│ failed .*demo-vd02 +│ not reached │ Nothing was done to it/s);
    assert.match(failing.stderr, /^demo-vd01: cloning/m);
    assert.doesNotMatch(
      failing.stderr,
      /^demo-vd02: (?!waiting)/m,
      "what is only looked at is not worked on",
    );
  });

  async function deleteByHand(name: string): Promise<void> {
    const vm = lab.vm(name);
    await byHand(lab.simulator, "POST", `/vms/${vm.id}/stop`, {});
    await until(() => vm.status === "down");
    await byHand(lab.simulator, "DELETE", `/vms/${vm.id}`);
    await until(() => lab.simulator.vm(name) === undefined);
  }

  it("ask before a VM is lost that the state does not know, and take over one that is as it should be", async () => {
    lab = await Lab.open();
    await virtroom(lab, ["rollout", "demo"]);
    const [first, second] = ["demo-vd01", "demo-vd02"].map(name => lab.simulator.vm(name));
    assert.ok(first && second);
    await forgetSeats(lab);
    const [mac, profile] = [first.nics[0]?.mac, first.nics[0]?.vnicProfile];
    const other = [...lab.simulator.engine.vnicProfiles.values()].find(({ id }) => id !== profile);
    await byHand(lab.simulator, "PUT", `/vms/${first.id}/nics/${first.nics[0]?.id}`, {
      vnic_profile: { id: other?.id },
    });
    const { comment } = second.settings;
    second.settings.comment = "virtroom virtroom/demo/demo-vd02 ready 0";
    const asked = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(asked.exitCode, 2);
    assert.match(asked.stderr, /This will make 1 anew \(demo-vd02\)/);
    second.settings.comment = comment;
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(
      [lab.simulator.vm("demo-vd01")?.id, lab.simulator.vm("demo-vd02")?.id],
      [first.id, second.id],
    );
    // Windows knows its address by the MAC.
    assert.deepEqual([first.nics[0]?.mac, first.nics[0]?.vnicProfile], [mac, profile]);
  });
});

/** The kinds of a seat's resources that the state holds, sorted. */
async function kindsInState(lab: Lab, seat: string): Promise<string[]> {
  const named = (await lab.project.resources()).map(({ urn }) => fromUrn(urn));
  return named.flatMap(each => (each?.seat === seat ? each.kind : [])).sort();
}
