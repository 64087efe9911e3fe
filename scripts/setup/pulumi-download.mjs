/**
 * @module Fetches Pulumi's official distribution. The archive comes from Pulumi's download site and its SHA-256 from the
 * release on GitHub, so that no single one of the two places can slip in another archive.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { UserError } from "./user-error.mjs";

/** @typedef {{ archives: string, checksums: string }} Places addresses, without the last slash */

/** @type {Places} */
const officialPlaces = {
  archives: "https://get.pulumi.com/releases/sdk",
  checksums: "https://github.com/pulumi/pulumi/releases/download",
};
const answerWithinMs = 5_000;
const stallMs = 15_000;

/**
 * @param {{
 *   version: string,
 *   names: string[],
 *   into: string,
 *   say: (line: string) => void,
 *   places?: Places | undefined,
 * }} order `names`: the programs wanted; `into`: an empty folder for them
 */
export async function downloadDistribution({ version, names, into, say, places = officialPlaces }) {
  const archive = archiveName(version);
  const sums = await fetchText(`${places.checksums}/v${version}/pulumi-${version}-checksums.txt`);
  const wanted = checksumOf(archive, sums);
  const file = path.join(into, archive);
  const found = await fetchFile(`${places.archives}/${archive}`, file, say);
  if (found !== wanted) {
    throw new UserError(
      `the downloaded ${archive} has the SHA-256 ${found}, its release says ${wanted}: not used`,
    );
  }
  const unpacked = path.join(into, "unpacked");
  fs.mkdirSync(unpacked);
  await promisify(execFile)("tar", ["-xzf", file, "-C", unpacked]);
  for (const name of names) fs.renameSync(path.join(unpacked, "pulumi", name), path.join(into, name));
  fs.rmSync(unpacked, { recursive: true });
  fs.rmSync(file);
}

/** @param {string} version */
function archiveName(version) {
  if (!["linux", "darwin"].includes(process.platform) || !["x64", "arm64"].includes(process.arch)) {
    throw new UserError(
      `there is no archive of Pulumi to unpack here for ${process.platform} ${process.arch}`,
    );
  }
  return `pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;
}

/**
 * @param {string} archive
 * @param {string} sums lines of `SHA-256  name`
 */
function checksumOf(archive, sums) {
  for (const line of sums.split("\n")) {
    const [sum, name] = line.trim().split(/\s+/);
    if (name === archive && sum !== undefined && /^[0-9a-f]{64}$/.test(sum)) return sum;
  }
  throw new UserError(`the checksums of the release do not name ${archive}`);
}

/** @param {string} url */
async function fetchText(url) {
  return reach(url, async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer.text();
  });
}

/**
 * @param {string} url
 * @param {string} file
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the SHA-256 of what was fetched
 */
async function fetchFile(url, file, say) {
  return reach(url, async () => {
    const abort = new AbortController();
    let patience = setTimeout(() => abort.abort(new Error("no answer")), answerWithinMs);
    try {
      const answer = await fetch(url, { signal: abort.signal });
      if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
      say(`downloading ${url}`);
      const hash = createHash("sha256");
      await pipeline(
        Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (answer.body)),
        async function* (chunks) {
          for await (const chunk of chunks) {
            clearTimeout(patience);
            patience = setTimeout(() => abort.abort(new Error("the download stalled")), stallMs);
            hash.update(chunk);
            yield chunk;
          }
        },
        fs.createWriteStream(file),
        { signal: abort.signal },
      );
      return hash.digest("hex");
    } finally {
      clearTimeout(patience);
    }
  });
}

/**
 * @template T
 * @param {string} url
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function reach(url, attempt) {
  try {
    return await attempt();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${url} cannot be had (${reason})`);
  }
}
