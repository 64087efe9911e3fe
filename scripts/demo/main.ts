/** @module `npm run demo`: rolls out a room on a simulated engine, shows what is in it, and removes it. */

import { readdir } from "node:fs/promises";
import pc from "picocolors";
import { type Simulator, startSimulator } from "../../simulator";
import { runPulumi } from "./pulumi";
import { RoomProject } from "./room-project";
import { demoSecrets, demoSettings } from "./room-settings";
import { roomTable } from "./room-table";

const room = "demo";

async function main(): Promise<number> {
  const simulator = await startSimulator();
  const project = await RoomProject.create(room, demoSettings(simulator), demoSecrets(simulator));
  try {
    return await show(simulator, project);
  } finally {
    await simulator.stop();
    await project.remove();
  }
}

async function show(simulator: Simulator, project: RoomProject): Promise<number> {
  heading(`A room of one teacher and six students is made on the simulated engine ${simulator.url}`);
  const up = await runPulumi(project, "up");
  if (up !== 0) return up;
  heading("What is in the room now, as the engine tells");
  process.stdout.write(`${await roomTable(simulator, room)}\n`);
  heading("The room is removed");
  const destroy = await runPulumi(project, "destroy");
  if (destroy !== 0) return destroy;
  const floppies = await readdir(simulator.sftp.localFolder);
  heading(
    `Left on the engine: ${simulator.vms().length} VMs. Left on the share: ${floppies.length} floppies`,
  );
  return simulator.vms().length + floppies.length;
}

function heading(text: string): void {
  process.stdout.write(`\n${pc.bold(text)}\n\n`);
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  },
);
