import assert from "node:assert/strict";
import { Lab, labSettings } from "../support/lab";
import { virtroom } from "../support/virtroom";

describe("an engine that a run has never heard", function () {
  this.timeout(120_000);
  let lab: Lab;
  afterEach(() => lab.close());

  it("is told within seconds by a rollout and its preview, with its address and what to do", async () => {
    lab = await Lab.open();
    const { engine, limits } = labSettings(lab.simulator);
    const url = "https://127.0.0.1:1/ovirt-engine/api";
    const mistyped = { ...(engine as object), url };
    await lab.configure({ engine: mistyped, limits: { ...(limits as object), outage: "5 min" } });
    const began = Date.now();
    const preview = await lab.project.preview();
    assert.ok(Date.now() - began < 25_000, `it took ${Date.now() - began} ms, with the start of Pulumi`);
    assert.notEqual(preview.exitCode, 0);
    const { exitCode, stderr } = await virtroom(lab, ["rollout", "demo"]);
    assert.equal(exitCode, 1);
    for (const words of [preview.output, stderr]) {
      assert.match(words, /nothing of an engine has been heard from https:\/\/127\.0\.0\.1:1\/ovirt-engine/);
      assert.match(words, /Correct engine\.url.*being restarted, run again/);
      assert.doesNotMatch(words, /\n\s+at \S+ \(/);
    }
    assert.deepEqual(lab.vmNames(), []);
  });
});
