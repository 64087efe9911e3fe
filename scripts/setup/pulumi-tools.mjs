/**
 * @module The Pulumi tools that a run needs: the command line and the Node language host; the host of dynamic resources
 * is ours. Those on PATH when they will do; else the official distribution; else built from their Go modules. What is
 * fetched or built lands in the user's cache folder, whole or not at all, never in the checkout.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { withLock } from "./lock.mjs";
import { buildFromGoModules } from "./pulumi-build.mjs";
import { downloadDistribution } from "./pulumi-download.mjs";
import { UserError } from "./user-error.mjs";

const pulumiVersion = "3.260.0";
/** See docs/decisions/002-pulumi-tools.md for what was run with it. */
const oldestPulumiVersion = "3.219.0";
const languageHost = "pulumi-language-nodejs";
const recipes = path.join(import.meta.dirname, "..", "pulumi-tools");

/**
 * @typedef {object} Wish
 * @property {(line: string) => void} say told what takes long
 * @property {NodeJS.ProcessEnv} env PATH to look on, and where the user's cache is
 * @property {import("./pulumi-download.mjs").Places} [places] where the official distribution is
 */

/**
 * Finds the Pulumi tools, or gets them.
 * @param {Wish} wish
 * @returns {Promise<string | undefined>} the folder to put in front of PATH; none when those on PATH will do
 */
export async function pulumiTools(wish) {
  const { env, say } = wish;
  const lacking = await lackingOnPath(env);
  if (lacking === undefined) return undefined;
  const home = env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  const place = path.join(home, "virtroom", `pulumi-${pulumiVersion}-${recipesHash()}`);
  if (fs.existsSync(place)) return place;
  await withLock(
    `${place}.lock`,
    () => say("another run is getting the Pulumi tools; waiting for it"),
    async () => {
      if (fs.existsSync(place)) return;
      removeLeftovers(place);
      const making = `${place}.making-${process.pid}`;
      fs.mkdirSync(making, { recursive: true });
      try {
        await get(making, lacking, wish);
        fs.renameSync(making, place);
      } finally {
        fs.rmSync(making, { recursive: true, force: true });
      }
      say(`Pulumi ${pulumiVersion} is in ${place}`);
    },
  );
  return place;
}

/**
 * @param {string} into
 * @param {string} lacking
 * @param {Wish} wish
 */
async function get(into, lacking, { say, env, places }) {
  say(`${lacking}: getting Pulumi ${pulumiVersion}`);
  const faults = [];
  try {
    await downloadDistribution({
      version: pulumiVersion,
      names: ["pulumi", languageHost],
      into,
      say,
      places,
    });
    return;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(error.message);
    faults.push(error.message);
    fs.rmSync(into, { recursive: true, force: true });
    fs.mkdirSync(into);
  }
  if (executable("go", env) === undefined) {
    faults.push("there is no Go on PATH to build it with");
  } else {
    try {
      await buildFromGoModules({ recipes, version: pulumiVersion, into, say, env });
      return;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error.message);
    }
  }
  throw new UserError(
    `Pulumi is missing: ${[lacking, ...faults].join("; ")}. ` +
      `Install Pulumi ${oldestPulumiVersion} or later (https://www.pulumi.com/docs/install/), or Go, and run this again.`,
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} why the tools on PATH will not do; nothing when they will
 */
export async function lackingOnPath(env) {
  const pulumi = executable("pulumi", env);
  if (pulumi === undefined) return "no Pulumi on PATH";
  let version;
  try {
    const asked = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: 20_000 };
    version = (await promisify(execFile)(pulumi, ["version"], asked)).stdout.trim();
  } catch {
    return `the Pulumi on PATH (${pulumi}) does not run`;
  }
  if (!atLeast(version, oldestPulumiVersion)) {
    return `the Pulumi on PATH (${pulumi}) is ${version}, older than ${oldestPulumiVersion}`;
  }
  const beside = executable(languageHost, { PATH: path.dirname(fs.realpathSync(pulumi)) });
  if (beside === undefined && executable(languageHost, env) === undefined) {
    return `the Pulumi on PATH (${pulumi}) comes without ${languageHost}`;
  }
  return undefined;
}

/**
 * @param {string} version like `v3.260.0` or `v3.261.0-dev.0`
 * @param {string} oldest like `3.219.0`
 */
function atLeast(version, oldest) {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (parts === undefined) return false;
  const wanted = oldest.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    if (parts[i] !== wanted[i]) return Number(parts[i]) > Number(wanted[i]);
  }
  return true;
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} the program of that name that PATH leads to
 */
function executable(name, env) {
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of (env.PATH ?? "").split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      try {
        fs.accessSync(file, fs.constants.X_OK);
        if (fs.statSync(file).isFile()) return file;
      } catch {
        // Not there, or not ours to run: the next folder.
      }
    }
  }
  return undefined;
}

/** A change of what is built, or of the machine, is another folder. */
function recipesHash() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const name of fs.readdirSync(recipes, { recursive: true, encoding: "utf8" }).sort()) {
    const file = path.join(recipes, name);
    if (fs.statSync(file).isFile()) hash.update(`${name}\n`).update(fs.readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}

/** @param {string} place whose half-made folders a killed run may have left; call it with the lock held */
function removeLeftovers(place) {
  for (const name of fs.readdirSync(path.dirname(place))) {
    const file = path.join(path.dirname(place), name);
    if (file.startsWith(`${place}.making-`)) fs.rmSync(file, { recursive: true, force: true });
  }
}
