/** @module `npm run simulator`: a simulated engine to play with, a room's project for it, and the lines to type. */

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startSimulator } from "../../simulator";
import { describeSimulator, readSimulatorOptions } from "../../simulator/command";
import { RoomProject } from "./room-project";
import { demoSecrets, demoSettings } from "./room-settings";

const room = "demo";

async function main(): Promise<void> {
  const options = readSimulatorOptions(process.argv);
  const simulator = await startSimulator(options);
  const project = await RoomProject.create(room, demoSettings(simulator), demoSecrets(simulator));
  process.stdout.write(`${describeSimulator(simulator)}
A room for it, of one teacher and six students; its settings are in stacks/Pulumi.${room}.yaml there:

${linesToType(project)}
`);
  await new Promise(resolve =>
    process.once("SIGINT", resolve).once("SIGTERM", resolve).once("SIGHUP", resolve),
  );
  await simulator.stop();
  await project.remove();
}

function linesToType(project: RoomProject): string {
  const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE } = project.environment();
  const lines = [
    `cd ${project.folder}`,
    ...pathOfTools(),
    `export PULUMI_BACKEND_URL=${PULUMI_BACKEND_URL} PULUMI_CONFIG_PASSPHRASE=${quoted(PULUMI_CONFIG_PASSPHRASE)}`,
    "pulumi preview",
    "pulumi up",
    "pulumi destroy",
  ];
  return lines.map(line => `  ${line}\n`).join("");
}

/** The Pulumi that the set-up has fetched or built is not on the PATH of other terminals. */
function pathOfTools(): string[] {
  const folder = process.env.PATH?.split(delimiter).find(place => existsSync(join(place, "pulumi")));
  return folder?.includes(join("virtroom", "pulumi-")) ? [`export PATH=${quoted(folder)}:$PATH`] : [];
}

function quoted(text = ""): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`simulator: ${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  },
);
