/**
 * @module Everything that a run needs and a bare clone lacks: packages, Pulumi. Asked before every run, so it is quick
 * when there is nothing to do.
 */
import path from "node:path";
import { nodePackages } from "./node-packages.mjs";
import { pulumiTools } from "./pulumi-tools.mjs";

/**
 * @param {{ root: string, pulumi: boolean }} wanted `pulumi`: whether the run calls Pulumi
 * @returns {Promise<NodeJS.ProcessEnv>} the environment to run in
 */
export async function setUp({ root, pulumi }) {
  const say = (/** @type {string} */ line) => process.stderr.write(`set-up: ${line}\n`);
  await nodePackages(root, say);
  const folders = [path.join(root, "node_modules", ".bin")];
  if (pulumi) {
    const tools = await pulumiTools({ say, env: process.env });
    if (tools !== undefined) folders.unshift(tools);
  }
  const PATH = [...folders, process.env.PATH ?? ""].join(path.delimiter);
  // Pulumi's question for a newer version of itself costs a network round trip, or a time-out without one. Its own default
  // of four steps a core is for clouds that answer at once: a seat waits for Windows, and all seats should.
  return { PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_PARALLEL: "256", ...process.env, PATH };
}
