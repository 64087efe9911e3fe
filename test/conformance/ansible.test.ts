import assert from "node:assert/strict";
import { type ClientRun, runClient } from "./python-clients";

describe("the oVirt modules of Ansible", function () {
  this.timeout(600_000);
  let run: ClientRun;
  before(async () => {
    run = await runClient(["-m", "ansible", "playbook", "ansible-room.yml"], "reported");
  });
  after(() => run?.simulator.stop());
  const saw = (what: string) => run.seen[what];
  const changed = [true, true];
  const unchanged = [false, false];

  it("ovirt_auth logs in once for all, and out", () => {
    assert.equal(run.simulator.requests()["POST /sso/oauth/token"], 1);
    assert.equal(run.simulator.requests()["POST /services/sso-logout"], 1);
  });
  it("ovirt_vm makes two VMs and waits for them, and finds nothing to do a second time", () => {
    assert.deepEqual(
      [saw("made"), saw("statuses"), saw("made_again")],
      [changed, ["down", "down"], unchanged],
    );
  });
  it("ovirt_nic gives each a NIC on a network's profile, once", () => {
    assert.deepEqual([saw("nics"), saw("nics_again")], [changed, unchanged]);
  });
  it("ovirt_vm starts them with an answer file, and they join their domain and switch themselves off", () => {
    assert.deepEqual([saw("started"), saw("down")], [changed, ["ansible-seat-01", "ansible-seat-02"]]);
    assert.deepEqual([...run.simulator.domain.computers.keys()], ["ANSIBLE-SEAT-01", "ANSIBLE-SEAT-02"]);
  });
  it("ovirt_vm_info finds VMs by pattern and status, with what they are like", () => {
    assert.deepEqual(saw("comments"), ["virtroom ansible/room", "virtroom ansible/room"]);
    assert.equal(saw("fqdn"), "ANSIBLE-SEAT-01.room.example.test");
    assert.equal(saw("left"), 0);
  });
  it("ovirt_user and ovirt_permission let a user in, once", () => {
    assert.deepEqual([saw("user"), saw("permissions"), saw("permissions_again")], [true, changed, unchanged]);
  });
  it("ovirt_snapshot takes snapshots and restores one, with the settings of its time", () => {
    assert.deepEqual(saw("snapshots"), ["as rolled out", "as rolled out"]);
    assert.deepEqual([saw("changed"), saw("restored"), saw("status")], [true, true, "down"]);
    assert.equal(saw("description"), "");
    assert.deepEqual(saw("kinds"), ["active", "regular"]);
  });
  it("ovirt_vm leaves one alone that is up already", () => {
    assert.equal(saw("running_again"), false);
  });
  it("ovirt_vm removes them, once", () => {
    assert.deepEqual([saw("removed"), saw("removed_again")], [changed, unchanged]);
    assert.equal(run.simulator.vms().filter(vm => vm.settings.name.startsWith("ansible-")).length, 0);
  });
  it("ovirt_vm says which template is not there", () => {
    assert.match(String(saw("refused")), /^Template with name 'no-such-template'/);
  });
});
