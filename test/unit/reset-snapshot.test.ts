import assert from "node:assert/strict";
import type { Context } from "../../dynamic-providers/conversation/context";
import { snapshotToGoBackTo } from "../../dynamic-providers/restore/reset-snapshot";

describe("a reset without its one snapshot", () => {
  const refusal = async (...descriptions: readonly string[]) => {
    const snapshots = descriptions.map(description => ({ type: "regular", status: "ok", description }));
    const engine = { snapshots: { list: async () => snapshots } };
    const context = { seat: "demo-vd01", conversation: { engine } } as unknown as Context;
    const error: unknown = await snapshotToGoBackTo("vm", "^after", context).catch(reason => reason);
    return String(error);
  };

  it("is told to take snapshots away only where there are too many", async () => {
    assert.match(
      await refusal("after a", "after b"),
      /2 snapshots match.*Correct resetToSnapshotRegex, or remove the snapshots that are too many/s,
    );
    const none = await refusal("before");
    assert.match(none, /0 snapshots match.*Correct resetToSnapshotRegex$/s);
  });
});
