/**
 * @module `npm run recording`: a rollout of a room on the simulated engine, recorded from a terminal, as the picture that
 * README.md opens with.
 */

import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startSimulator } from "../../simulator";
import { RoomProject } from "../demo/room-project";
import { demoSecrets, demoSettings } from "../demo/room-settings";
import { animationOf } from "./animation";
import { type Recording, record, withShortPauses } from "./recording";
import { screensOf } from "./screens";

const root = resolve(__dirname, "../..");
const room = "lab";
const size = { columns: 92, rows: 24 };

async function main(): Promise<void> {
  const recording = withShortPauses(await recordRollout(), 1500);
  const picture = animationOf(await screensOf(recording), size, {
    title: `virtroom rollout ${room}, in a terminal`,
    description:
      "One line for each of seven seats, from cloning to started: first a canary, then the others in waves of three. " +
      "At the end each seat is told as made.",
  });
  const file = join("docs", "pictures", "rollout.svg");
  await writeFile(join(root, file), picture);
  process.stdout.write(`${file}: ${picture.length} characters\n`);
}

async function recordRollout(): Promise<Recording> {
  const simulator = await startSimulator();
  try {
    // No domain: what is to be said of passwords that join one is not what this picture is about.
    const values = { locale: "de-CH", dnsServers: ["192.0.2.253"] };
    const { "secretValues.joinPassword": _, ...secrets } = demoSecrets(simulator);
    const settings = { ...demoSettings(simulator), values, rollout: { canary: 1, wave: 3 } };
    const project = await RoomProject.create(room, settings, secrets);
    try {
      const launcher = join(root, "scripts", "virtroom.cjs");
      const env = project.environment();
      const line = `virtroom rollout ${room}`;
      const command = `"${process.execPath}" "${launcher}" rollout ${room}`;
      const { recording, exitCode } = await record(line, command, { ...size, folder: project.folder, env });
      if (exitCode !== 0) throw new Error(`the rollout ended with ${exitCode}:\n${textOf(recording)}`);
      return recording;
    } finally {
      await project.remove();
    }
  } finally {
    await simulator.stop();
  }
}

function textOf({ events }: Recording): string {
  return Buffer.concat(events.map(({ bytes }) => bytes)).toString();
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
