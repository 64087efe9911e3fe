/** @module How the sources are written, as far as no tool of `npm run check` looks at it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** Product, simulator, scripts, bench, and what tests are supported by: relative to the root. */
function sources(): string[] {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map(({ name }) => name);
  const files = folders.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(file => join(folder, file)),
  );
  return ["index.ts", ...files].filter(file => /\.(ts|[cm]js)$/.test(file) && !file.endsWith(".test.ts"));
}

describe("each source", () => {
  it("begins by saying what lives in it: /** @module ...", () => {
    const begins = /^(#!.*\n)?\/\*\*(\n \*)? @module \S/;
    const others = sources().filter(file => !begins.test(readFileSync(join(root, file), "utf8")));
    assert.ok(sources().length > 400, `${sources().length} sources found`);
    assert.deepEqual(others, []);
  });
});
