import assert from "node:assert/strict";
import { byHand } from "../support/by-hand";
import { Lab } from "../support/lab";
import { detailOf, outcomes } from "../support/report";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { virtroom, virtroomAtTerminal } from "../support/virtroom";

describe("virtroom show, reset, start and shutdown", function () {
  this.timeout(180_000);
  let lab: Lab;
  const room = {
    students: rawGroup({ ids: "1-3" }),
    exam: rawGroup({ ids: "1", names: "${room}-exam${id}", ipAddressesSuffix: 21, stateless: true }),
  };
  // Long enough for a guest that listens.
  const limits = { clone: "60 s", setup: "60 s", snapshot: "60 s", boot: "60 s", stop: "5 s" };
  const withStudents = (ids: string) => ({
    limits,
    groups: { students: rawGroup({ ids }), exam: room.exam },
  });
  before(async () => {
    lab = await Lab.open({ settings: () => ({ limits, groups: room }) });
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(exitCode, 0, stderr);
  });
  after(() => lab.close());

  const vm = (name: string) => lab.vm(name);
  /** Something that a user has done since the snapshot. */
  const use = (name: string) => {
    const content = vm(name).disks[0]?.content;
    assert.ok(content);
    content.setupRuns = 99;
  };
  const used = (name: string) => vm(name).disks[0]?.content.setupRuns === 99;

  it("show tells settings, whose the VM is, its status, what the guest reports, and which snapshot matches", async () => {
    const { exitCode, stdout } = await virtroom(lab, ["show", "demo", "--json"]);
    assert.equal(exitCode, 0);
    const { seats } = JSON.parse(stdout);
    assert.equal(seats.length, 4);
    const [exam, first] = seats;
    assert.equal(first.name, "demo-vd01");
    assert.equal(first.address, "192.0.2.11/24");
    assert.equal(first.template, "win10-gold");
    assert.equal(first.vm, "ours");
    assert.equal(first.setup, "ready");
    assert.equal(first.status, "up");
    assert.deepEqual(first.guest, { name: "demo-vd01.room.example.test", addresses: ["192.0.2.11"] });
    assert.equal(first.snapshots.length, 1);
    assert.match(first.snapshots[0].description, /^after rollout, IP=192.0.2.11\/24, /);
    assert.equal(first.snapshots[0].matches, true);
    assert.equal(exam.stateless, true);
    assert.deepEqual(exam.snapshots, []);
    const table = await virtroom(lab, ["show", "demo"]);
    assert.match(table.stdout, /demo-vd01 +│ students │ 192.0.2.11\/24/);
    assert.match(table.stdout, /│ \* after rollout/);
  });

  it("show names what is missing, and what is somebody else's", async () => {
    const { comment } = vm("demo-vd03").settings;
    vm("demo-vd03").settings.comment = "the janitor's";
    await lab.configure(withStudents("1,3-4"));
    const { stdout } = await virtroom(lab, ["show", "demo", "--json"]);
    vm("demo-vd03").settings.comment = comment;
    await lab.configure(withStudents("1-3"));
    const { seats, withoutSeat } = JSON.parse(stdout);
    const whose = Object.fromEntries(seats.map((seat: { name: string; vm: string }) => [seat.name, seat.vm]));
    const expected = {
      "demo-vd01": "ours",
      "demo-vd03": "foreign",
      "demo-vd04": "missing",
      "demo-exam01": "ours",
    };
    assert.deepEqual(whose, expected);
    assert.deepEqual(withoutSeat, [{ name: "demo-vd02", status: "up" }]);
  });

  it("reset brings the chosen seats back, and starts those that ran; Pulumi's state stays", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm("demo-vd02").id}/stop`, {});
    for (const name of ["demo-vd01", "demo-vd02", "demo-vd03"]) use(name);
    const { exitCode, stdout, stderr } = await virtroom(lab, ["reset", "demo", "students", "--json"]);
    assert.equal(exitCode, 0, stderr);
    const expected = { "demo-vd01": "reset, started", "demo-vd02": "reset", "demo-vd03": "reset, started" };
    assert.deepEqual(outcomes(stdout), expected);
    for (const name of Object.keys(expected)) assert.equal(used(name), false, name);
    assert.deepEqual([vm("demo-vd01").status, vm("demo-vd02").status], ["up", "down"]);
    const up = await lab.project.up("--expect-no-changes");
    assert.equal(up.exitCode, 0, up.output);
  });

  it("reset leaves a stateless seat alone, which is no failure, and says why; the others are done", async () => {
    use("demo-vd01");
    use("demo-exam01");
    const { exitCode, stdout } = await virtroom(lab, ["reset", "demo", "--json"]);
    assert.equal(exitCode, 0);
    assert.equal(outcomes(stdout)["demo-vd01"], "reset, started");
    assert.equal(outcomes(stdout)["demo-exam01"], "left alone");
    assert.match(detailOf(stdout, "demo-exam01"), /stateless.*goes back by itself at its next start/);
    assert.equal(used("demo-vd01"), false);
    assert.equal(used("demo-exam01"), true);
    assert.equal(vm("demo-exam01").status, "up");
  });

  it("reset refuses a seat whose snapshot somebody looks at in a preview, before its power is cut", async () => {
    const { id, snapshots } = vm("demo-vd01");
    const act = (action: string, body: object = {}) =>
      byHand(lab.simulator, "POST", `/vms/${id}/${action}`, body);
    const settled = (status: string) => until(() => vm("demo-vd01").status === status);
    const regular = snapshots.find(({ type }) => type === "regular");
    assert.ok(regular);
    await act("stop");
    await settled("down");
    await act("previewsnapshot", { snapshot: { id: regular.id } });
    await until(() => regular.status === "in_preview");
    await settled("down");
    await act("start");
    await settled("up");
    const { exitCode, stdout } = await virtroom(lab, ["reset", "demo", "demo-vd01", "--json"]);
    assert.equal(exitCode, 1);
    assert.match(
      detailOf(stdout, "demo-vd01"),
      /somebody is looking at its snapshot "after rollout, .*" in a preview/,
    );
    assert.equal(vm("demo-vd01").status, "up");
    await act("stop");
    await settled("down");
    await act("undosnapshot");
    await until(() => vm("demo-vd01").status === "down" && vm("demo-vd01").lock === undefined);
    await act("start");
    await settled("up");
  });

  it("reset takes the disks of somebody's snapshot with memory, and Windows starts anew", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm("demo-vd02").id}/start`, {});
    const { id, snapshots } = vm("demo-vd02");
    const regular = snapshots.find(({ type }) => type === "regular");
    assert.ok(regular);
    await until(() => vm("demo-vd02").status === "up");
    await byHand(lab.simulator, "DELETE", `/vms/${id}/snapshots/${regular.id}`);
    await until(() => !vm("demo-vd02").snapshots.some(({ type }) => type === "regular"));
    await byHand(lab.simulator, "POST", `/vms/${id}/snapshots`, { description: "after rollout, by hand" });
    await until(() => vm("demo-vd02").snapshots.some(one => one.persistMemory && one.status === "ok"));
    use("demo-vd02");
    const { exitCode, stderr } = await virtroom(lab, ["reset", "demo", "demo-vd02", "--json"]);
    assert.equal(exitCode, 0, stderr);
    assert.equal(used("demo-vd02"), false);
    await until(() => vm("demo-vd02").run?.agent?.fqdn === "demo-vd02.room.example.test");
    await byHand(lab.simulator, "POST", `/vms/${id}/stop`, {});
    await until(() => vm("demo-vd02").status === "down");
  });

  it("reset refuses a seat without one snapshot that matches, a missing seat, and a stranger's", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm("demo-vd01").id}/snapshots`, {
      description: "after rollout, by hand",
    });
    const { comment } = vm("demo-vd02").settings;
    vm("demo-vd02").settings.comment = "the janitor's";
    for (const name of ["demo-vd01", "demo-vd02", "demo-vd03"]) use(name);
    await lab.configure(withStudents("1-4"));
    const { exitCode, stdout } = await virtroom(lab, ["reset", "demo", "students", "--json"]);
    await lab.configure(withStudents("1-3"));
    vm("demo-vd02").settings.comment = comment;
    assert.equal(exitCode, 1);
    assert.match(detailOf(stdout, "demo-vd01"), /2 snapshots match "\^after rollout"; there are: .*by hand/s);
    assert.match(
      detailOf(stdout, "demo-vd02"),
      /somebody else's, and is not touched: its comment is "the janitor's"/,
    );
    assert.match(detailOf(stdout, "demo-vd04"), /there is no VM/);
    assert.equal(outcomes(stdout)["demo-vd03"], "reset, started");
    assert.deepEqual(["demo-vd01", "demo-vd02", "demo-vd03"].map(used), [true, true, false]);
  });

  it("reset leaves a seat alone whose setup is not finished", async () => {
    const { comment } = vm("demo-vd03").settings;
    vm("demo-vd03").settings.comment = comment.replace(" ready ", " setup ");
    const { exitCode, stdout } = await virtroom(lab, ["reset", "demo", "demo-vd03", "--json"]);
    vm("demo-vd03").settings.comment = comment;
    assert.equal(exitCode, 1);
    assert.match(detailOf(stdout, "demo-vd03"), /not finished \(setup\)/);
  });

  it("reset asks first at a terminal", async () => {
    use("demo-vd03");
    const { exitCode, stdout } = await virtroomAtTerminal(lab, "reset demo demo-vd03", "n\n");
    assert.equal(exitCode, 1);
    assert.match(stdout, /Reset seat demo-vd03 of room demo\?/);
    assert.equal(used("demo-vd03"), true);
  });

  it("shutdown waits until each guest is down, and tells which one is not", async () => {
    lab.simulator.guests.strike("demo-vd03", "hang");
    await until(() => lab.simulator.guests.view("demo-vd03")[0]?.phase === "hung");
    lab.simulator.setDuration("shutdownPatience", 9000);
    const { exitCode, stdout } = await virtroom(lab, ["shutdown", "demo", "--json"]);
    assert.equal(exitCode, 1);
    const expected = {
      "demo-vd01": "shut down",
      "demo-vd02": "was down",
      "demo-vd03": "failed",
      "demo-exam01": "shut down",
    };
    assert.deepEqual(outcomes(stdout), expected);
    assert.match(
      detailOf(stdout, "demo-vd03"),
      /waiting for demo-vd03 to shut down: not done after \d+ s.*power it off/s,
    );
    assert.equal(vm("demo-vd01").status, "down");
    await until(() => vm("demo-vd03").status === "up");
    lab.simulator.setDuration("shutdownPatience", 500);
    const again = await virtroom(lab, ["shutdown", "demo", "demo-vd03", "--json"]);
    assert.match(detailOf(again.stdout, "demo-vd03"), /the engine has given up: the guest runs on/);
    await byHand(lab.simulator, "POST", `/vms/${vm("demo-vd03").id}/stop`, {});
  });

  it("start starts what is down, so many at once as the wave allows", async () => {
    let most = 0;
    const starting = () =>
      lab.simulator.vms().filter(({ status }) => status === "wait_for_launch" || status === "powering_up")
        .length;
    const watch = setInterval(() => (most = Math.max(most, starting())), 5);
    const { exitCode, stdout, stderr } = await virtroom(lab, [
      "start",
      "demo",
      "--wave",
      "1",
      "--json",
    ]).finally(() => clearInterval(watch));
    assert.equal(exitCode, 0, stdout + stderr);
    assert.equal(outcomes(stdout)["demo-vd01"], "started");
    assert.equal(vm("demo-vd02").status, "up");
    assert.equal(most, 1);
    const again = await virtroom(lab, ["start", "demo", "demo-vd01"]);
    assert.match(again.stdout, /demo-vd01 │ was up/);
  });

  it("a seat or group that the room has not is told before anything is done", async () => {
    const { exitCode, stderr } = await virtroom(lab, ["shutdown", "demo", "demo-vd01", "teacher"]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /the room has no seat or group teacher/);
    assert.match(stderr, /Its groups are exam, students/);
    assert.equal(vm("demo-vd01").status, "up");
  });

  it("a new word in the settings resets the room by Pulumi too, but for stateless seats", async () => {
    for (const name of ["demo-vd02", "demo-exam01"]) use(name);
    await lab.configure({ ...withStudents("2"), reset: "2026-11-24" });
    const plan = await virtroom(lab, ["plan", "demo", "--json"]);
    const { "demo-vd02": reset, "demo-exam01": untouched } = outcomes(plan.stdout);
    assert.deepEqual([reset, untouched], ["changed", "unchanged"]);
    assert.equal(detailOf(plan.stdout, "demo-vd02"), "a reset");
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual([used("demo-vd02"), used("demo-exam01")], [false, true]);
  });
});
