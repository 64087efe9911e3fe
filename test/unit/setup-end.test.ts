import assert from "node:assert/strict";
import { endedOtherwise } from "../../dynamic-providers/steps/setup-wait";

const error = (exit: string) => endedOtherwise(`VM vd01 is down with error. Exit message: ${exit}.`, "vd01");

describe("a setup whose VM is told to have been terminated on its host", () => {
  it("has failed, and hints at the older hosts that say so of a power-off by the guest, too", () => {
    const { code, message, remedy } = error("VM has been terminated on the host");
    assert.equal(code, "ended_otherwise");
    assert.match(message, /did not power itself off at the end of its setup: .*terminated on the host/);
    assert.match(remedy, /anew, and only this one\. .*cluster levels up to 4\.3 .*oVirt's own guest agent/);
  });

  it("is told apart from one that ended in another way, for which the agent is no remedy", () => {
    assert.doesNotMatch(error("Lost connection with qemu process").remedy, /agent/);
  });
});
