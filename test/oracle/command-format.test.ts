import assert from "node:assert/strict";
import fc from "fast-check";
import { plainCommand } from "../../room/old-config/floppies/command-format";
import { Python } from "../support/python";

describe("commands, with file names where Python's str.format puts them", function () {
  this.timeout(120_000);
  let python: Python;
  before(async () => {
    python = await Python.start();
  });
  after(() => python.stop());

  it("any sequence of what has a meaning", async () => {
    const values = ["/tmp/floppy.img", "floppy.img"];
    const marks = ["{", "}", "{{", "}}", "{0}", "{1}", "{}", "{2}", "{a}", "0", "1", "put ", "'", "é"];
    const command = fc.array(fc.constantFrom(...marks), { maxLength: 8 }).map(parts => parts.join(""));
    const agree = async (format: string) => {
      const ours = plainCommand(format, 2);
      const theirs = await python.ask("format", { format, values });
      if ("command" in ours) {
        assert.deepEqual(theirs, {
          text: ours.command.replaceAll(/\{([01])\}/g, (_, field) => values[field] ?? ""),
        });
      } else if (!/stands for itself/.test(ours.message)) {
        assert.ok("error" in theirs, ours.message);
      }
    };
    await fc.assert(fc.asyncProperty(command, agree), { numRuns: 10_000 });
  });
});
