import assert from "node:assert/strict";
import { fitsTimeZone } from "../../room/time-zone";

describe("a time zone", () => {
  for (const [os, zone, fits] of [
    ["windows_10x64", "W. Europe Standard Time", true],
    ["windows_2022", "Mid-Atlantic Standard Time", true],
    ["windows_10x64", "Europe/Zurich", false],
    ["windows_10x64", "W. Europe", false],
    ["rhel_7x64", "Etc/GMT", true],
    ["other", "Europe/Zurich", true],
    ["rhel_7x64", "GMT Standard Time", false],
    ["rhel_7x64", "", false],
    ["rhel_7x64", "+02:00", false],
  ] as const) {
    it(`${JSON.stringify(zone)} ${fits ? "fits" : "does not fit"} ${os}`, () => {
      assert.equal(fitsTimeZone(os, zone), fits);
    });
  }
});
