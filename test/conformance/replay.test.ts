/**
 * @module What an engine 4.5.7 answered, and what the simulator answers in the same state.
 */

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Result, replay } from "./replay";
import { readExchanges } from "./replay-exchange";

const recorded = path.join(__dirname, "../fixtures/exchanges");

function lines(results: Result[]): string[] {
  return results.flatMap(({ file, differences }) => differences.map(line => `${file}: ${line}`));
}

describe("The simulator, asked what a real engine was asked", function () {
  this.timeout(120_000);

  it("answers every recorded exchange alike: status, type, words and shape", async () => {
    const results = await replay(recorded);
    const matching = results.filter(({ differences }) => differences.length === 0).length;
    process.stdout.write(`    ${matching} of ${results.length} exchanges match\n`);
    assert.deepEqual(lines(results), []);
    assert.equal(results.length, readExchanges(recorded).length);
  });

  it("answers exchanges alike that stand alone, without those that led to them", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "replay-"));
    try {
      for (const { file } of readExchanges(recorded).filter((_, index) => index % 9 === 4)) {
        copyFileSync(path.join(recorded, file), path.join(folder, file));
      }
      assert.deepEqual(lines(await replay(folder)), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is told apart from an engine that answers otherwise", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "replay-"));
    const file = "vm-start-when-up-json.txt";
    try {
      const changed = readFileSync(path.join(recorded, file), "utf8").replace(
        "Cannot run VM",
        "Will not run VM",
      );
      writeFileSync(path.join(folder, file), changed);
      assert.match(lines(await replay(folder)).join("\n"), /^vm-start-when-up-json\.txt: .*Will not run VM/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
