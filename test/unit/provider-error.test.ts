import assert from "node:assert/strict";
import { forPeople, ProviderError } from "../../dynamic-providers/provider-error";

describe("what a provider tells people", () => {
  const failed = [
    new Error("deleting VM room-vd01: the engine said no"),
    new ProviderError("room-vd01", "deleting VM room-vd01", "the engine said no", ""),
  ];
  for (const error of failed) {
    it(`names the seat once, of a ${error.name}`, () =>
      assert.equal(
        forPeople("seat room-vd01", error).message,
        "seat room-vd01: deleting VM room-vd01: the engine said no",
      ));
  }

  it("has the way out in a line of its own", () =>
    assert.equal(
      forPeople("seat room-vd01", new ProviderError(undefined, "deleting it", "it is locked", "Wait"))
        .message,
      "seat room-vd01: deleting it: it is locked\nWay out: Wait",
    ));
});
