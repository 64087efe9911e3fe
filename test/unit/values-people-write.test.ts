import assert from "node:assert/strict";
import { formatAddress, netmaskOf, networkOf, parseAddress } from "../../room/address";
import { parseIds } from "../../room/settings/ids";
import { formatDuration, parseDuration } from "../../room/text/duration";
import { formatSize, parseSize } from "../../room/text/size";
import { ValueError } from "../../room/text/value-error";

describe("sizes", () => {
  for (const [written, bytes] of [
    ["4 GiB", 4 * 1024 ** 3],
    ["4GiB", 4 * 1024 ** 3],
    ["1.5 GiB", 1.5 * 1024 ** 3],
    ["4096 MiB", 4 * 1024 ** 3],
    [1024 ** 3, 1024 ** 3],
    ["1073741824", 1024 ** 3],
  ] as const) {
    it(`${written} is ${bytes} bytes`, () => assert.equal(parseSize(written), bytes));
  }
  for (const written of ["4 GB", "-1 GiB", "0", "1000", "4 GiB 2", "", Number.NaN, 1e30]) {
    it(`${JSON.stringify(written)} is none`, () => assert.throws(() => parseSize(written), ValueError));
  }
  it("are shown in the largest whole unit", () => {
    assert.equal(formatSize(1536 * 1024 ** 2), "1536 MiB");
    assert.equal(formatSize(4 * 1024 ** 3), "4 GiB");
  });
});

describe("durations", () => {
  for (const [written, milliseconds] of [
    ["20 minutes", 1_200_000],
    ["1 minute", 60_000],
    ["90 seconds", 90_000],
    ["2 h", 7_200_000],
    ["500 ms", 500],
    ["1.5 hours", 5_400_000],
  ] as const) {
    it(`${written} are ${milliseconds} ms`, () => assert.equal(parseDuration(written), milliseconds));
  }
  for (const written of ["20", "minutes", "-1 s", "0 s", "3 days", "1000 hours", "1 s 2 s"]) {
    it(`${JSON.stringify(written)} is none`, () => assert.throws(() => parseDuration(written), ValueError));
  }
  it("are shown in two units at most", () => {
    assert.equal(formatDuration(200_000), "3 min 20 s");
    assert.equal(formatDuration(3_900_000), "1 h 5 min");
  });
});

describe("ids", () => {
  it("are ranges, numbers, and lists of both", () => {
    assert.deepEqual(parseIds("1-3"), [1, 2, 3]);
    assert.deepEqual(parseIds("1-2, 7"), [1, 2, 7]);
    assert.deepEqual(parseIds(4), [4]);
    assert.deepEqual(parseIds([1, "3-4"]), [1, 3, 4]);
  });
  for (const written of ["", "a", "3-1", "1-3,2", "1-99999", [], [1.5], [-1], "1-5000"]) {
    it(`${JSON.stringify(written)} are none`, () => assert.throws(() => parseIds(written), ValueError));
  }
});

describe("addresses", () => {
  it("have four octets up to 255", () => {
    assert.equal(formatAddress(parseAddress("192.0.2.7") ?? 0), "192.0.2.7");
    for (const text of ["192.0.2.256", "192.0.2", "192.0.2.07", "a.b.c.d", "1.2.3.4.5", "-1.0.0.1"]) {
      assert.equal(parseAddress(text), undefined);
    }
  });
  it("know their network", () => {
    const { first, last } = networkOf(parseAddress("10.165.208.1") ?? 0, 21);
    assert.equal(formatAddress(first), "10.165.208.0");
    assert.equal(formatAddress(last), "10.165.215.255");
    assert.equal(netmaskOf(21), "255.255.248.0");
  });
});
