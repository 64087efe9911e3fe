/** @module Puts the stand-in for `pulumi-resource-command` on the PATH of this process and of those that it starts. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { quoted } from "../../delivery/fill-command";

const plugin = resolve(__dirname, "command-plugin.ts");
const loader = require.resolve("tsx/cjs");

/** @returns what takes it off again */
export async function commandPluginOnPath(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "virtroom-plugin-"));
  const start = [process.execPath, "--require", loader, plugin].map(quoted).join(" ");
  const file = join(folder, "pulumi-resource-command");
  await writeFile(file, `#!/bin/sh\nexec ${start} "$@"\n`, { mode: 0o755 });
  const { PATH } = process.env;
  process.env.PATH = `${folder}${delimiter}${PATH}`;
  return async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true });
  };
}
