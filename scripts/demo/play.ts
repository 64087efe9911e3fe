/** @module `npm run simulator`: a simulated engine to play with, a room's project for it, and the lines to type. */

import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { describeSimulator, readSimulatorOptions } from "../../simulator/command";
import { type DemoRoom, endWith, room, withDemoRoom } from "./demo-room";
import type { RoomProject } from "./room-project";

const launcher = resolve(__dirname, "../virtroom.cjs");

async function play({ simulator, project, stop }: DemoRoom): Promise<number> {
  process.stdout.write(`${describeSimulator(simulator)}
A room for it, of one teacher and six students; its settings are in stacks/Pulumi.${room}.yaml there:

${linesToType(project)}
`);
  if (!stop.aborted) await once(stop, "abort");
  return 0;
}

function linesToType(project: RoomProject): string {
  const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE } = project.environment();
  const lines = [
    `cd ${project.folder}`,
    ...pathOfTools(),
    `export PULUMI_BACKEND_URL=${quoted(PULUMI_BACKEND_URL)} PULUMI_CONFIG_PASSPHRASE=${quoted(PULUMI_CONFIG_PASSPHRASE)}`,
    `virtroom() { node ${quoted(launcher)} "$@"; }`,
    "",
    `virtroom rollout ${room}    # or: pulumi up --stack ${room}`,
    `virtroom show ${room}`,
    `virtroom report ${room}`,
    `virtroom reset ${room}`,
    `virtroom delete ${room}     # or: pulumi destroy --stack ${room}`,
  ];
  return lines.map(line => `${line ? `  ${line}` : ""}\n`).join("");
}

/** The Pulumi that the set-up has fetched or built is not on the PATH of other terminals. */
function pathOfTools(): string[] {
  const folder = process.env.PATH?.split(delimiter).find(place => existsSync(join(place, "pulumi")));
  return folder?.includes(join("virtroom", "pulumi-")) ? [`export PATH=${quoted(folder)}:$PATH`] : [];
}

function quoted(text = ""): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

endWith(withDemoRoom(readSimulatorOptions(process.argv), play));
