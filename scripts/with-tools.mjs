/**
 * @module Runs a command with all that it needs: `node scripts/with-tools.mjs [--no-pulumi] COMMAND ARGUMENT...`.
 * Without a command it only sets up. The exit code is the command's.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";

const oldestNode = "20.19";
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split(".").map(Number);
if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  fail(`Node ${oldestNode} or later is needed; this is ${process.versions.node} (${process.execPath})`);
}

// Only now, so that an older Node gets as far as saying so.
const { setUp } = await import("./setup/set-up.mjs");
const { UserError } = await import("./setup/user-error.mjs");

const args = process.argv.slice(2);
const pulumi = args[0] !== "--no-pulumi";
if (!pulumi) args.shift();
const [command, ...rest] = args;

const interrupted = () => process.exit(130);
process.on("SIGINT", interrupted);
try {
  const env = await setUp({ root: path.dirname(import.meta.dirname), pulumi });
  process.off("SIGINT", interrupted);
  if (command !== undefined) run(command, rest, env);
} catch (error) {
  if (error instanceof UserError) fail(error.message);
  throw error;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(command, args, env) {
  const child = spawn(command, args, { env, stdio: "inherit", shell: process.platform === "win32" });
  // At a terminal ^C reaches the command by itself. A CI system that cancels a job sends it to this process alone.
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(stream => stream.isTTY);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => (signal === "SIGINT" && atTerminal) || child.kill(signal));
  child.once("error", error => fail(`${command} cannot be run: ${error.message}`));
  child.once("exit", (code, signal) =>
    process.exit(signal === null ? code : 128 + constants.signals[signal]),
  );
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`set-up: ${message}\n`);
  process.exit(1);
}
