import assert from "node:assert/strict";
import { byHand } from "../support/by-hand";
import { forgetSeats } from "../support/forget-seats";
import { Lab } from "../support/lab";
import { rawGroup } from "../support/room-settings";
import { until } from "../support/until";
import { virtroom } from "../support/virtroom";

describe("a finished VM that a rollout takes over, since the state has lost it", function () {
  this.timeout(240_000);
  let lab: Lab;
  const group = (changes: object = {}) => ({ groups: { students: rawGroup({ ids: "1", ...changes }) } });
  const vm = () => lab.vm("demo-vd01");
  const takeOver = async (changes: object) => {
    await forgetSeats(lab);
    await lab.configure(group(changes));
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(exitCode, 0, stderr);
  };
  before(async () => {
    lab = await Lab.open({ settings: () => group() });
    const { exitCode, output } = await lab.project.up();
    assert.equal(exitCode, 0, output);
  });
  after(() => lab.close());

  it("gets the final settings of today from its next start on while it runs", async () => {
    await takeOver({ usb: false });
    assert.deepEqual(
      [vm().status, vm().settings.usb.enabled, vm().nextRun?.usb.enabled],
      ["up", true, false],
    );
  });

  it("gets them at once when it is down", async () => {
    await byHand(lab.simulator, "POST", `/vms/${vm().id}/stop`, {});
    await until(() => vm().status === "down");
    await takeOver({ usb: false, stateless: true, snapshotDescription: "", rolloutStartVm: false });
    const { usb, stateless } = vm().settings;
    assert.deepEqual([usb.enabled, stateless], [false, true]);
  });
});
