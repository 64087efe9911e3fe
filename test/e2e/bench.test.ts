/** @module The bench measures what it says it measures. */

import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chainOf, durationsOf } from "../../bench/chain";
import { ratioOf, requestsByCause } from "../../bench/measurement";
import { figuresWhere, type Results } from "../../bench/report/results";

const run = promisify(execFile);
const checkout = resolve(__dirname, "../..");
const results = join(checkout, "bench/results");

describe("the bench", function () {
  this.timeout(180_000);
  const name = `smoke-${process.pid}`;
  let figures: Results;
  let printed: string;

  before(async () => {
    const sizes = ["--seats", "3", "--each-state", "0", "--peers", "0", "--rooms", "0"];
    const options = ["--name", name, "--chain", "3", "--repeat", "1", ...sizes];
    const { stdout } = await run(process.execPath, ["--require", "tsx/cjs", "bench/main.ts", ...options], {
      cwd: checkout,
    });
    printed = stdout;
    figures = JSON.parse(await readFile(join(results, `${name}.json`), "utf8"));
  });

  after(() =>
    Promise.all(["json", "md", "svg"].map(kind => rm(join(results, `${name}.${kind}`), { force: true }))),
  );

  const figure = (operation: string) => {
    const middle = figuresWhere(figures, "virtroom", operation)[0]?.middle;
    assert.ok(middle, operation);
    return middle;
  };

  it("holds a roll-out against the chain of one seat", () => {
    assert.equal(chainOf(durationsOf(3000)), 3000);
    const rollout = figure("rollout");
    assert.ok(ratioOf(rollout) > 1 && rollout.seconds < 60, String(rollout.seconds));
  });

  it("counts what the engine was asked, what each seat costs apart from what the room costs a tick", () => {
    const rollout = figure("rollout");
    assert.equal(rollout.requests["POST /vms"], 3);
    const { perSeat, ticks, ofTicks } = requestsByCause(rollout);
    assert.ok(perSeat > 10 && perSeat < 30 && ticks > 3, `${perSeat} ${ticks}`);
    assert.ok(ofTicks > ticks, `${ofTicks} of ${ticks}`);
  });

  it("tells the cost of Pulumi's processes and of the engine's apart", () => {
    const { processes, engineCpuSeconds } = figure("rollout");
    for (const role of ["cli", "program", "providers"]) {
      const cost = processes[role];
      assert.ok(cost && cost.cpuSeconds > 0.1 && cost.memory > 20e6, role);
    }
    assert.ok(engineCpuSeconds > 0.01);
  });

  it("measures the whole life of a room, and Pulumi without a room", () => {
    const made = figures.measurements.map(({ tool, operation }) => `${tool}: ${operation}`);
    assert.deepEqual(made, [
      "an empty program: no-op up",
      ...["rollout", "no-op up", "refresh", "reset", "destroy"].map(operation => `virtroom: ${operation}`),
    ]);
    assert.ok((figure("rollout").stateBytes ?? 0) > 3 * 1000);
  });

  it("writes a table with the machine and the goals, and a picture", async () => {
    const table = await readFile(join(results, `${name}.md`), "utf8");
    assert.ok(printed.includes(table));
    assert.match(table, /Measured on: \d+ cores .*Pulumi v3\./);
    assert.match(
      table,
      /\| requests a seat beyond two a tick, 3 seats \| 14 \| [\d.]+ \| (reached|missed) \|/,
    );
    const picture = await readFile(join(results, `${name}.svg`), "utf8");
    assert.match(picture, /^<svg [\s\S]*virtroom[\s\S]*<\/svg>\n$/);
  });
});
