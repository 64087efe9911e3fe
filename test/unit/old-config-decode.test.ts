import assert from "node:assert/strict";
import { decodeText } from "../../room/old-config/decode";
import { parseConfigObj } from "../../room/old-config/parse";

describe("the bytes of an old configuration", () => {
  const text = "name = Zürich Süd\n";
  for (const [encoding, bytes] of [
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["Latin-1", Buffer.from(text, "latin1")],
    ["UTF-16, little end first", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ] as const) {
    it(`are read in ${encoding}`, () => {
      assert.equal(parseConfigObj(decodeText(bytes)).root.entries.get("name")?.value, "Zürich Süd");
    });
  }
});
