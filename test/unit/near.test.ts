import assert from "node:assert/strict";
import { probablyMeant } from "../../room/text/near";

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

  for (const written of ["osx9", "colour", "usa", "", "_", "x".repeat(100_000)]) {
    it(`${JSON.stringify(written.slice(0, 20))} means none`, () =>
      assert.equal(probablyMeant(written, known), undefined));
  }
});
