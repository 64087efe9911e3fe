import assert from "node:assert/strict";
import { isNamed } from "../../dynamic-providers/steps/verify-guest";

describe("the name that a guest agent reports", () => {
  const domain = "room.example.test";

  it("is the seat's with its domain, whatever the case, or alone, as QEMU's agent tells it", () => {
    for (const reported of ["DEMO-VD01.Room.Example.Test", "demo-vd01", "DEMO-VD01"]) {
      assert.ok(isNamed(reported, "demo-vd01", { domain }), reported);
    }
    assert.ok(isNamed("demo-vd01.anywhere.test", "demo-vd01", {}), "no domain is wanted");
  });

  it("is another computer's, or one in another domain", () => {
    for (const reported of [
      "demo-vd02",
      "demo-vd01.other.test",
      "demo-vd01.room.example",
      "demo-vd011",
      "",
    ]) {
      assert.ok(!isNamed(reported, "demo-vd01", { domain }), reported);
    }
  });
});
