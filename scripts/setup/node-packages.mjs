/** @module The packages of package-lock.json, installed when they are not. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { UserError } from "./user-error.mjs";

const { missingPackages } = createRequire(import.meta.url)("../packages.cjs");

/**
 * @param {string} root folder of package.json
 * @param {(line: string) => void} say told what takes long
 */
export async function nodePackages(root, say) {
  const missing = () => missingPackages(root, { dev: true });
  if (missing().length === 0) return;
  const folder = path.join(root, "node_modules");
  if (fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new UserError(
      `node_modules is a link to ${fs.realpathSync(folder)}, which lacks ${missing().slice(0, 3).join(", ")}: ` +
        "run `npm ci` there, or remove the link",
    );
  }
  await withLock(
    path.join(root, ".build", "packages.lock"),
    () => say("another run is installing the packages; waiting for it"),
    async () => {
      if (missing().length === 0) return;
      say("installing the packages of package-lock.json");
      await npmCi(root);
    },
  );
}

/**
 * @param {string} root
 * @returns {Promise<void>}
 */
function npmCi(root) {
  return new Promise((resolve, reject) => {
    // Without npm's warning that Pulumi's SDK asks for Node 22: every test here runs on Node 20.
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const child = spawn(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", 2, 2],
    });
    child.once("error", error =>
      reject(new UserError(`npm cannot be run (${error.message}): it comes with Node`)),
    );
    child.once("close", code => {
      if (code === 0) resolve();
      else reject(new UserError("npm ci failed; what it said stands above"));
    });
  });
}
