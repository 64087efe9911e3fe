import assert from "node:assert/strict";
import { type ClientRun, runClient } from "./python-clients";

describe("the official Python SDK", function () {
  this.timeout(300_000);
  let run: ClientRun;
  before(async () => {
    run = await runClient(["sdk-room.py"], "printed");
  });
  after(() => run?.simulator.stop());
  const saw = (what: string) => run.seen[what];

  it("logs in, is told the version, and logs out", () => {
    assert.equal(saw("login"), true);
    assert.equal(saw("version"), "4.5.7");
    assert.equal(run.simulator.requests()["POST /services/sso-logout"], 1);
  });
  it("is refused with a wrong password", () => {
    assert.match(String(saw("wrong password")), /access_denied : Cannot authenticate user 'admin@internal'/);
  });
  it("searches templates and VMs, by name and by comment", () => {
    assert.deepEqual(saw("template"), ["tpl-win", "ok", "windows_10x64"]);
    assert.equal(saw("search finds nothing"), 0);
    assert.deepEqual(saw("search by comment"), ["sdk-seat-01"]);
  });
  it("creates a VM from a template and waits until its disks are made", () => {
    assert.deepEqual(saw("create"), [
      "sdk-seat-01",
      "image_locked",
      2 * 2 ** 30,
      "virtroom sdk/room seat 01",
    ]);
    assert.deepEqual(saw("create waits"), ["image_locked", "down"]);
    assert.deepEqual(saw("disks"), [["ok", "cow"]]);
  });
  it("is refused a second VM of that name", () => {
    assert.deepEqual(saw("a second of that name"), [
      409,
      "Operation Failed",
      "[Cannot add VM. The VM name is already in use, please choose a unique name and try again.]",
    ]);
  });
  it("gives it a NIC on a vNIC profile", () => {
    assert.deepEqual(saw("nic"), ["nic0", "virtio", "56:", true]);
  });
  it("starts it once with an answer file by sysprep, and sees it set itself up and switch itself off", () => {
    const statuses = saw("sysprep") as string[];
    assert.deepEqual(statuses.slice(0, 4), ["wait_for_launch", "powering_up", "up", "reboot_in_progress"]);
    assert.equal(statuses.at(-1), "down");
    assert.deepEqual(saw("fqdn"), ["SDK-SEAT-01.room.example.test"]);
    assert.equal(run.simulator.domain.computers.get("SDK-SEAT-01")?.joins, 1);
  });
  it("finds nothing left of the run once it is over", () => {
    assert.equal(saw("run once"), true);
    assert.deepEqual(saw("run once is over"), [null, null]);
  });
  it("reads in the events what went on", () => {
    const events = saw("events") as [number, string, string][];
    assert.deepEqual([...new Set(events.map(([code]) => code))], [153, 32, 157, 61]);
    assert.deepEqual(events.at(-1), [
      61,
      "normal",
      "VM sdk-seat-01 is down. Exit message: User shut down from within the guest",
    ]);
    assert.deepEqual(saw("events by search"), [61]);
  });
  it("takes a user over from the directory and gives a permission", () => {
    assert.deepEqual(saw("user"), ["alice@internal-authz", "alice"]);
    assert.deepEqual(saw("permission"), [true, true]);
  });
  it("changes what a VM is like", () => {
    assert.deepEqual(saw("update"), ["after its setup", true, "native"]);
  });
  it("takes a snapshot and waits for it", () => {
    assert.equal((saw("snapshot waits") as string[]).at(-1), "ok");
    assert.deepEqual(saw("snapshots"), [
      ["active", "Active VM"],
      ["regular", "as rolled out"],
    ]);
  });
  it("starts the VM as it is now, sees its address, and is refused a second start", () => {
    assert.equal(saw("address"), "10.1.2.57");
    assert.deepEqual(saw("start of one that is up"), [
      409,
      "[Cannot run VM because the VM is in Up status.]",
    ]);
  });
  it("restores the snapshot, settings of its time included", () => {
    assert.equal(saw("restore brings settings back"), "after its setup");
  });
  it("gives it a payload on a CD-ROM, and reads it back", () => {
    assert.deepEqual(saw("payload"), [["cdrom", ["Unattend.xml"]]]);
  });
  it("shuts it down and removes it", () => {
    assert.equal(saw("remove"), "gone");
    assert.equal(saw("get of one that is gone"), 0);
    assert.equal(saw("unknown id"), 404);
    assert.equal(run.simulator.vm("sdk-seat-01"), undefined);
  });
});
