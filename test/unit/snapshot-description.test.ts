import assert from "node:assert/strict";
import { isDescribedBy } from "../../room/snapshot-description";

describe("a snapshot's description", () => {
  const pattern = "after rollout, IP=192.0.2.11/24 (a+b), scripttime=${scriptTime}, $$5";

  it("is recognised whatever the time of its run was", () => {
    assert.ok(
      isDescribedBy(pattern, "after rollout, IP=192.0.2.11/24 (a+b), scripttime=2026-11-24-0745, $5"),
    );
  });

  it("is not taken for another's", () => {
    assert.ok(
      !isDescribedBy(pattern, "after rollout, IP=192.0.2.12/24 (a+b), scripttime=2026-11-24-0745, $5"),
    );
    assert.ok(
      !isDescribedBy(pattern, "x after rollout, IP=192.0.2.11/24 (a+b), scripttime=2026-11-24-0745, $5"),
    );
    assert.ok(!isDescribedBy(pattern, "after rollout, IP=192.0.2.11/24 (a+b), scripttime=by hand, $5"));
  });
});
