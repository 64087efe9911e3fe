/**
 * @module Builds the Pulumi tools from their Go modules, each pinned by the go.sum beside it. Two modules, because the
 * language host of a version that the module registry serves needs other versions of its packages than the command line.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "./user-error.mjs";

const tellEveryMs = 15_000;

/**
 * @param {{
 *   recipes: string,
 *   version: string,
 *   into: string,
 *   say: (line: string) => void,
 *   env: NodeJS.ProcessEnv,
 * }} order `recipes`: this folder; `into`: an empty folder for the tools
 */
export async function buildFromGoModules({ recipes, version, into, say, env }) {
  if (process.platform === "win32") throw new UserError("it is not built on Windows");
  say(`building Pulumi ${version} from its Go modules, once: some minutes`);
  const hostVersion = pinned(
    path.join(recipes, "language-host", "go.mod"),
    "github.com/pulumi/pulumi/sdk/v3",
  );
  await goBuild({
    module: path.join(recipes, "language-host"),
    command: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    version: hostVersion,
    out: path.join(into, "pulumi-language-nodejs-host"),
    say,
    env,
  });
  await goBuild({
    module: path.join(recipes, "cli"),
    command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    version: `v${version}`,
    out: path.join(into, "pulumi"),
    say,
    env,
  });
  const launcher = "pulumi-language-nodejs";
  fs.copyFileSync(path.join(recipes, launcher), path.join(into, launcher));
}

/**
 * @param {string} goMod
 * @param {string} module
 * @returns {string} the version that go.mod requires, like `v3.68.0`
 */
function pinned(goMod, module) {
  const found = fs.readFileSync(goMod, "utf8").match(new RegExp(`^require ${module} (v\\S+)$`, "m"))?.[1];
  if (found === undefined) throw new Error(`${goMod} requires no ${module}`);
  return found;
}

/**
 * @param {{
 *   module: string,
 *   command: string,
 *   version: string,
 *   out: string,
 *   say: (line: string) => void,
 *   env: NodeJS.ProcessEnv,
 * }} order
 */
async function goBuild({ module, command, version, out, say, env }) {
  const name = path.basename(out);
  const started = Date.now();
  let done = 0;
  const tell = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    say(`  ${name}: ${done > 0 ? `${done} packages compiled` : "fetching modules"} (${seconds} s)`);
  }, tellEveryMs);
  try {
    const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`;
    const flags = ["-mod=readonly", "-trimpath", "-v", "-ldflags", `-s -w ${stamp}`];
    await go(["build", ...flags, "-o", out, command], module, env, line => {
      if (line.startsWith("go: ")) return;
      done++;
    });
  } finally {
    clearInterval(tell);
  }
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} onLine
 * @returns {Promise<void>}
 */
function go(args, cwd, env, onLine) {
  return new Promise((resolve, reject) => {
    // No C compiler is needed, and no workspace of the user has a say.
    const child = spawn("go", args, {
      cwd,
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    /** @type {string[]} */
    const last = [];
    createInterface({ input: child.stderr }).on("line", line => {
      last.push(line);
      if (last.length > 5) last.shift();
      onLine(line);
    });
    child.once("error", reject);
    child.once("close", code => {
      if (code === 0) resolve();
      else reject(new UserError(`go ${args[0]} in ${path.basename(cwd)} failed: ${last.join(" / ")}`));
    });
  });
}
