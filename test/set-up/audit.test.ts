/** @module The audit of packages, asked of a registry on this machine: what it finds, and what it says where none answers. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runProgram } from "../support/run-program";

const script = resolve(__dirname, "../../scripts/audit.mjs");

describe("the audit of packages", function () {
  this.timeout(60_000);
  let folder: string;
  let registry: Server;
  /** What the registry answers to the question for advisories; undefined where it has no such service. */
  let advisories: Record<string, unknown> | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "virtroom-audit-"));
    const dependencies = { harmful: "1.0.0" };
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: "a", version: "1.0.0", dependencies }),
    );
    const packages = {
      "": { name: "a", version: "1.0.0", dependencies },
      "node_modules/harmful": { version: "1.0.0", integrity: `sha512-${"A".repeat(86)}==` },
    };
    const lock = { name: "a", version: "1.0.0", lockfileVersion: 3, requires: true, packages };
    await writeFile(join(folder, "package-lock.json"), JSON.stringify(lock));
    registry = createServer((request, response) => {
      request.resume();
      const asked = request.method === "POST" ? advisories : packument;
      if (asked) response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(asked));
      else response.writeHead(405).end();
    });
    registry.listen(0, "127.0.0.1");
    await once(registry, "listening");
  });
  after(async () => {
    registry.close();
    await rm(folder, { recursive: true });
  });

  const packument = {
    name: "harmful",
    "dist-tags": { latest: "1.0.0" },
    versions: { "1.0.0": { name: "harmful", version: "1.0.0", dist: {} } },
  };
  const known = (severity: string) => ({
    harmful: [
      {
        // By it npm remembers what it was told.
        id: severity.length,
        url: "https://example.org/1",
        title: "It does harm",
        severity,
        vulnerable_versions: "*",
        cwe: [],
      },
    ],
  });
  const audit = (...args: string[]) => {
    const { port } = registry.address() as AddressInfo;
    const env = {
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(folder, "cache"),
      npm_config_fetch_retries: "0",
    };
    return runProgram(process.execPath, [script, ...args], { cwd: folder, env });
  };

  it("fails when something grave is known, and says what", async () => {
    advisories = known("high");
    const { exitCode, stdout } = await audit();
    assert.equal(exitCode, 1, stdout);
    assert.match(
      stdout,
      /high: harmful: It does harm \(https:\/\/example.org\/1\)\naudit: 0 critical, 1 high/,
    );
  });

  it("tells what is less than grave", async () => {
    advisories = known("moderate");
    const { exitCode, stdout } = await audit("--required");
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /moderate: harmful/);
  });

  it("is content when nothing is known", async () => {
    advisories = {};
    const { exitCode, stdout } = await audit("--required");
    assert.equal(exitCode, 0, stdout);
    assert.equal(stdout, "audit: 0 critical, 0 high, 0 moderate, 0 low\n");
  });

  it("says that a registry has no such service, which is an error only where it is required", async () => {
    advisories = undefined;
    const tried = await audit();
    assert.equal(tried.exitCode, 0, tried.stdout);
    assert.match(tried.stdout, /^audit: not done, for the registry did not answer it: 405 /);
    assert.equal((await audit("--required")).exitCode, 1);
  });
});
