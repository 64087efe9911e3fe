/**
 * @module The compiled program, under the hash of everything that it is made of: `.build/<hash>/<entry>.js`.
 *
 * Whoever starts one of the entries asks here first, so what runs is what the sources say, at the price of reading them:
 * no time stamp has a say. Nothing is type-checked; that is the job of `npm run check`. See docs/decisions/001-build.md.
 */
"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const packages = require("./packages.cjs");

const root = path.dirname(__dirname);
const store = path.join(root, ".build");
/** An entry whose source is not there is left out. */
const entries = {
  program: "index.ts",
  providers: "dynamic-providers/main.ts",
  cli: "cli/main.ts",
};
const sources = [
  "index.ts",
  ...[
    "answer-file",
    "cli",
    "components",
    "delivery",
    "dynamic-providers",
    "logging",
    "ovirt",
    "report",
    "room",
  ],
  ...["package.json", "package-lock.json", "tsconfig.json", "scripts/build.cjs"],
];
/** Left to be required from node_modules: what Pulumi shares with us, what is not plain JavaScript, and what only some runs need. */
const external = ["@pulumi/*", "@grpc/grpc-js", "google-protobuf/*", "esbuild", "ssh2", "ssh2-sftp-client"];
const keep = 5;

/** Why there is no build, for the person who can change it: shown without a stack. */
class BuildError extends Error {}

/**
 * @param {keyof typeof entries} entry
 * @returns {string} file to require
 */
function built(entry) {
  const file = path.join(ensureBuilt(), `${entry}.js`);
  if (!fs.existsSync(file)) throw new BuildError(`${entries[entry]} is missing from this checkout`);
  return file;
}

/** @returns {string} the folder that holds the build of the sources as they are now */
function ensureBuilt() {
  for (;;) {
    const hash = hashOf(sourceFiles());
    const folder = path.join(store, hash);
    if (fs.existsSync(folder)) return folder;
    const making = `${folder}.making-${process.pid}`;
    try {
      bundle(making);
      // Sources that changed while they were bundled make a build that no hash describes.
      if (hashOf(sourceFiles()) !== hash) continue;
      place(making, folder);
    } finally {
      fs.rmSync(making, { recursive: true, force: true });
    }
    prune();
    return folder;
  }
}

/** @returns {string[]} relative to the root, in a fixed order */
function sourceFiles() {
  /** @type {string[]} */
  const files = [];
  const visit = (/** @type {string} */ place) => {
    const found = fs.statSync(path.join(root, place), { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) files.push(place);
    else for (const name of fs.readdirSync(path.join(root, place)).sort()) visit(`${place}/${name}`);
  };
  sources.forEach(visit);
  return files;
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = crypto.createHash("sha256");
  for (const file of files) {
    const content = fs.readFileSync(path.join(root, file));
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} into */
function bundle(into) {
  const missing = packages.missingPackages(root, { dev: false });
  if (missing.length > 0) {
    throw new BuildError(
      `the installed packages are not those of package-lock.json (${missing[0]}): run \`npm ci\``,
    );
  }
  const present = Object.entries(entries).filter(([, source]) => fs.existsSync(path.join(root, source)));
  const inputs = esbuild({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: into,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The ES modules of a package, where it has them: only what is used of them goes in.
    mainFields: ["module", "main"],
    external,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
  });
  const known = new Set(sourceFiles());
  for (const input of inputs) {
    if (input.split("/").includes("node_modules") || known.has(input)) continue;
    throw new BuildError(
      `${input} is bundled without being hashed: name its folder in the sources of scripts/build.cjs`,
    );
  }
}

/**
 * @param {import("esbuild").BuildOptions} options
 * @returns {string[]} what went into the bundles, relative to the root
 */
function esbuild(options) {
  const compiler = require("esbuild");
  try {
    return Object.keys(compiler.buildSync({ ...options, metafile: true }).metafile.inputs);
  } catch (error) {
    const { errors } = /** @type {import("esbuild").BuildFailure} */ (error);
    if (errors === undefined) throw error;
    const told = compiler.formatMessagesSync(errors, { kind: "error" }).join("");
    throw new BuildError(`the sources do not compile:\n${told}`);
  }
}

/**
 * @param {string} making
 * @param {string} folder
 */
function place(making, folder) {
  try {
    fs.renameSync(making, folder);
  } catch (error) {
    // Another process built the same sources at the same time: its build is as good.
    if (!fs.existsSync(folder)) throw error;
  }
}

/** Leaves the newest builds, and what another process may be making just now. */
function prune() {
  const hourAgo = Date.now() - 3_600_000;
  const builds = fs
    .readdirSync(store, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => ({
      name,
      time: fs.statSync(path.join(store, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .sort((a, b) => b.time - a.time);
  const whole = builds.filter(({ name }) => !name.includes(".making-"));
  const abandoned = builds.filter(({ name, time }) => name.includes(".making-") && time < hourAgo);
  for (const { name } of [...whole.slice(keep), ...abandoned]) {
    fs.rmSync(path.join(store, name), { recursive: true, force: true });
  }
}

module.exports = { built, BuildError };
