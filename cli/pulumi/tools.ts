/** @module The Pulumi tools on PATH: those of the user, or those that the set-up of this program gets. */

import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { tell } from "../terminal";

/** The set-up's own module: scripts/setup/pulumi-tools.mjs. */
interface SetUp {
  pulumiTools(wish: { say: (line: string) => void; env: NodeJS.ProcessEnv }): Promise<string | undefined>;
  lackingOnPath(env: NodeJS.ProcessEnv): Promise<string | undefined>;
}

/** Puts the tools in front of PATH when there are none on it, which may take minutes the first time. */
export async function providePulumi(): Promise<void> {
  // Pulumi's question for a newer version of itself costs a network round trip, or a time-out without one.
  process.env.PULUMI_SKIP_UPDATE_CHECK ??= "true";
  if (isOnPath("pulumi")) return;
  const { pulumiTools } = await setUp();
  const folder = await pulumiTools({ say: line => tell(`set-up: ${line}`), env: process.env });
  if (folder !== undefined) process.env.PATH = `${folder}${delimiter}${process.env.PATH ?? ""}`;
}

/** Why the tools on PATH will not do; undefined when they will. */
export async function lackingPulumi(): Promise<string | undefined> {
  return (await setUp()).lackingOnPath(process.env);
}

function setUp(): Promise<SetUp> {
  return import(pathToFileURL(resolve(__dirname, "../../scripts/setup/pulumi-tools.mjs")).href);
}

export function isOnPath(program: string): boolean {
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return (process.env.PATH ?? "").split(delimiter).some(folder =>
    endings.some(ending => {
      try {
        accessSync(join(folder, program + ending), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
}
