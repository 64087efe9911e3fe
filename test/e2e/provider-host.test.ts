/** @module The process that hosts the providers, as Pulumi starts it by Pulumi.yaml. */

import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const host = resolve(__dirname, "../../scripts/provider-host");

describe("the host of the providers", () => {
  it("is Pulumi's own, started by the launcher", async () => {
    await assert.rejects(run(join(host, "pulumi-resource-pulumi-nodejs")), /Missing <engine> address/);
  });

  it("loads TypeScript and npm's resolver only when something of them is wanted", async () => {
    const script = `
      const { exit } = process;
      process.exit = () => {};
      console.error = () => {};
      require(${JSON.stringify(join(host, "dynamic-provider.cjs"))});
      const loaded = () => Object.keys(require.cache).filter(file => /typescript\\.js$|\\/arborist\\//.test(file)).length;
      const before = loaded();
      const { createRequire } = require("node:module");
      const ofSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
      const typescript = ofSdk("./typescript-shim.js");
      const { Arborist } = ofSdk("@npmcli/arborist");
      console.log(JSON.stringify({ before, version: typescript.version, arborist: Arborist.name, after: loaded() > 10 }));
      exit();`;
    const { stdout } = await run(process.execPath, ["--eval", script], { cwd: resolve(host, "../..") });
    const { before, version, arborist, after } = JSON.parse(stdout);
    // Two placeholders, and a third where Pulumi's own TypeScript is.
    assert.ok(before <= 3, `${before} modules`);
    assert.match(version, /^\d+\.\d+/);
    assert.equal(arborist, "Arborist");
    assert.ok(after);
  });
});
