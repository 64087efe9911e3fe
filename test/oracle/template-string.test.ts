import assert from "node:assert/strict";
import fc from "fast-check";
import { substitute } from "../../room/text/template-string";
import { Python } from "../support/python";

describe("placeholders, filled as Python's string.Template fills them", function () {
  this.timeout(120_000);
  let python: Python;
  before(async () => {
    python = await Python.start();
  });
  after(() => python.stop());

  const values = { id: "07", roomname: "test01", _: "$id", I: "", a1: "${id}" };

  async function agree(template: string): Promise<void> {
    assert.equal(substitute(template, values), await python.ask("templateString", { template, values }));
  }

  it("any sequence of what has a meaning", async () => {
    const pieces = [
      "$",
      "$",
      "$$",
      "{",
      "}",
      "${",
      "id",
      "ID",
      "i",
      "_",
      "a1",
      "roomname",
      " ",
      "\n",
      "-",
      ".",
      "1",
    ];
    const more = ["ä", "ı", "\u017f", "\u212a", "é", "${id}", "$roomname", "${ id}", "$a1b", "\u{1d422}"];
    const template = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        template.map(parts => parts.join("")),
        agree,
      ),
      { numRuns: 5000 },
    );
  });

  it("any text at all", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), agree), { numRuns: 1000 });
  });
});
