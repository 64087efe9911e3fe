import assert from "node:assert/strict";
import { mistyped, probablyMeant } from "../../room/text/near";

const known = ["ids", "ipAddresses", "ipAddressesSuffix", "memory", "stateless", "os", "usb"];

describe("a name that is not known", () => {
  for (const [written, meant] of [
    ["ip_addresses", "ipAddresses"],
    ["Memory", "memory"],
    ["ipAdresses", "ipAddresses"],
    ["memroy", "memory"],
    ["statless", "stateless"],
    ["ipAddressesSufix", "ipAddressesSuffix"],
    ["id", "ids"],
    ["state_les", "stateless"],
  ] as const) {
    it(`${written} probably means ${meant}`, () => assert.equal(probablyMeant(written, known), meant));
  }

  it("is mistyped only when a letter or two are other ones", () => {
    assert.equal(mistyped("memroy", known), "memory");
    assert.equal(mistyped("memoryOfHost", known), undefined);
    assert.equal(probablyMeant("memoryOfHost", known), "memory");
  });

  for (const written of ["osx9", "colour", "usa", "", "_", "x".repeat(100_000)]) {
    it(`${JSON.stringify(written.slice(0, 20))} means none`, () =>
      assert.equal(probablyMeant(written, known), undefined));
  }
});
