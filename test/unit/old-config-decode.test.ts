import assert from "node:assert/strict";
import { parseConfigObj } from "../../room/old-config/config-obj/parse";
import { decodeText } from "../../room/old-config/decode";

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

  const read = (...lines: readonly (string | Buffer)[]) =>
    decodeText(Buffer.concat(lines.map(line => (typeof line === "string" ? Buffer.from(line) : line))));
  const latin = (line: string) => Buffer.from(line, "latin1");

  it("are read line by line where one line is not in UTF-8: a comment of long ago changes no password", () => {
    const password = 'password = "P\u00e4ssw\u00f6rd \u20ac"';
    for (const end of ["\n", "\r\n", "\r"]) {
      const file = `# R\u00e4ume${end}${password}${end}# caf\u00e9`;
      assert.equal(read(latin(`# R\u00e4ume${end}`), `${password}${end}`, latin("# caf\u00e9")), file);
      assert.equal(
        read("\uFEFF", latin(`# R\u00e4ume${end}`), `${password}${end}`, latin("# caf\u00e9")),
        file,
      );
    }
  });

  it("are read with the dashes and quotes of Windows-1252, which Latin-1 has none of", () => {
    const line = Buffer.from([
      ...latin("description = "),
      0x84,
      ...latin("R\u00e4ume"),
      0x93,
      0x96,
      0x80,
      0x81,
    ]);
    assert.equal(read(line), "description = \u201eR\u00e4ume\u201c\u2013\u20ac\u0081");
  });
});
