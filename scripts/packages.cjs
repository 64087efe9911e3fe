/**
 * @module Which packages of package-lock.json are not installed as it says. Plain CommonJS without dependencies: it is
 * asked before there are any packages, and again by every build.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, dev?: boolean, devOptional?: boolean }} Package */

/**
 * Compares package-lock.json with the list that npm keeps of what it installed (node_modules/.package-lock.json, written
 * last, so a killed install counts as none). Packages beyond the lock file do no harm and are left out.
 * @param {string} root folder of package.json
 * @param {{ dev: boolean }} which whether packages that only development needs must be there too
 * @returns {string[]} the missing or differing ones, as `name@version`
 */
function missingPackages(root, which) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const present = readPackages(path.join(root, "node_modules", ".package-lock.json"));
  const missing = [];
  for (const [place, want] of Object.entries(wanted)) {
    if (place === "" || (!which.dev && (want.dev || want.devOptional))) continue;
    const have = present[place];
    // An optional package that is absent is one for another platform.
    if (have === undefined && want.optional) continue;
    if (have?.version === want.version && have?.integrity === want.integrity) continue;
    missing.push(
      `${place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length)}@${want.version}`,
    );
  }
  return missing;
}

/**
 * @param {string} file
 * @returns {Record<string, Package>} what is installed where; nothing when there is no such file
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages ?? {};
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return {};
    throw error;
  }
}

module.exports = { missingPackages };
