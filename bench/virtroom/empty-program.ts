/** @module What Pulumi takes for a program that has nothing in it: the least that any `pulumi up` takes. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EngineProcess } from "../engine/engine-process";
import { runTool, type Tool } from "../measure/tool";
import { type Measurement, measurementOf } from "../measurement";
import { pulumiRoles } from "./room-life";

const root = resolve(__dirname, "../..");

const projectFile = `name: empty
runtime:
  name: nodejs
  options:
    typescript: false
main: program/index.js
`;

/** A second `pulumi up` of an empty program, its first state written already. */
export async function emptyProgram(engine: EngineProcess, chainSeconds: number): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "virtroom-empty-"));
  const env = {
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "simulated",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const pulumi = (...args: string[]): Tool => ({
    command: "pulumi",
    args: [...args, "--non-interactive", "--color=never"],
    folder,
    env,
    roles: pulumiRoles,
    role: "cli",
  });
  const up = pulumi("up", "--yes", "--skip-preview");
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await mkdir(join(folder, "program"));
    await writeFile(join(folder, "Pulumi.yaml"), projectFile);
    await writeFile(join(folder, "package.json"), "{}\n");
    await writeFile(join(folder, "program/index.js"), "module.exports = async () => {};\n");
    await runTool(pulumi("stack", "init", "empty"), engine);
    await runTool(up, engine);
    const run = await runTool(up, engine);
    return measurementOf({ tool: "an empty program", operation: "no-op up", seats: 0, chainSeconds }, run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
