/** @module The plugin by which Pulumi runs `floppyCommands`: only rooms that use them need it, and they need it late. */

import { dependencies } from "../../package.json";
import { callPulumi } from "../pulumi/command";
import { isOnPath } from "../pulumi/tools";
import { type Examination, ok, pulumiLimit, warn } from "./examination";

const wanted = { kind: "resource", name: "command", version: dependencies["@pulumi/command"] };

export interface Plugin {
  readonly kind: string;
  readonly name: string;
  readonly version?: string;
}

export async function examinePlugin(examination: Examination, folder: string): Promise<void> {
  await examination.look("Plugin", async () => {
    // Pulumi takes it from there whatever its version.
    const file = `pulumi-${wanted.kind}-${wanted.name}`;
    if (isOnPath(file)) return [true, ok(`${file} is on PATH`)];
    const list = await callPulumi(["plugin", "ls", "--json"], { folder, room: "", limit: pulumiLimit });
    return [true, judgePlugins(JSON.parse(list))];
  });
}

/** @param installed plugins that Pulumi has in its own folder: it takes the wanted version and no other */
export function judgePlugins(installed: readonly Plugin[]) {
  const { kind, name, version } = wanted;
  const there = installed.some(
    plugin => plugin.kind === kind && plugin.name === name && plugin.version === version,
  );
  if (there) return ok(`${name} v${version} is there, by which Pulumi runs floppyCommands`);
  return warn(
    `the plugin ${name} v${version}, by which Pulumi runs floppyCommands, is not there: a rollout downloads it, and stops where it cannot`,
    `Type: pulumi plugin install ${kind} ${name} v${version}. Without Internet: docs/deliveries.md`,
  );
}
