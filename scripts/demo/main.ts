/** @module `npm run demo`: rolls out a room on a simulated engine, shows what is in it, and removes it. */

import { readdir } from "node:fs/promises";
import pc from "picocolors";
import { type DemoRoom, endWith, room, withDemoRoom } from "./demo-room";
import { runPulumi } from "./pulumi";
import { roomTable } from "./room-table";

async function show({ simulator, project, stop }: DemoRoom): Promise<number> {
  heading(`A room of one teacher and six students is made on the simulated engine ${simulator.url}`);
  const up = await runPulumi(project, "up", stop);
  if (up !== 0) return up;
  heading("What is in the room now, as the engine tells");
  process.stdout.write(`${await roomTable(simulator, room)}\n`);
  heading("The room is removed");
  const destroy = await runPulumi(project, "destroy", stop);
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

endWith(withDemoRoom({}, show));
