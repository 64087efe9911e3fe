/**
 * @module One of several processes at a time: a lock file that its holder keeps fresh, so that the lock of a killed
 * process is recognised by its age, whatever machine or container it ran on.
 */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const refreshEveryMs = 2_000;
const deadAfterMs = 15_000;

/**
 * Runs `work` while no other process runs its own under the same lock file; waits for those that do.
 * @template T
 * @param {string} file the lock file; its folder is made
 * @param {() => void} onWait called once when another process has to be waited for
 * @param {() => Promise<T>} work must leave the event loop free, or its lock grows old
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) onWait();
    told = true;
    await sleep(300);
  }
  const refresh = setInterval(() => {
    const now = new Date();
    fs.utimes(file, now, now, () => {});
  }, refreshEveryMs);
  const release = () => fs.rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    clearInterval(refresh);
    release();
  }
}

/**
 * @param {string} file
 * @returns {boolean} whether the lock is ours now
 */
function take(file) {
  try {
    fs.writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > deadAfterMs) fs.rmSync(file, { force: true });
  return false;
}
