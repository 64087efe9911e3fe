/** @module `virtroom import`: rooms of an old configuration file become settings files of stacks. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { ImportFiles } from "../old-files/import-files";
import { fileOf, type ImportedRoom, importedRoom, importedText } from "../old-files/import-room";
import { type OldFile, readOldFile } from "../old-files/old-file";
import { findProject, type Project, roomFile } from "../project";
import { examplesText } from "../room-command";
import { checkRoomFile } from "../settings/settings-file";
import { writeRoom } from "../settings/write-room";
import { print } from "../terminal";
import { exitCodes, UserError } from "../user-error";

interface Options {
  readonly force?: true;
  readonly json?: true;
}

export function importCommand(): Command {
  return new Command("import")
    .summary("make settings files of an old configuration")
    .description(
      "Makes stacks/Pulumi.<room>.yaml of each room of a file of amoothei-vm-rollout or virtesk-vm-rollout, the " +
        "engine's password a secret in it, and copies its answer-file templates and the CA's certificate into the " +
        "project. Nothing is overwritten, and nothing written when something is wrong. docs/migration.md tells what " +
        "each old key is now.",
    )
    .argument("<file>", "the old configuration file")
    .argument("[rooms...]", "names of rooms in it (default: all)")
    .option("--force", "write the settings files of rooms that have one already anew")
    .option("--json", "print the result for machines")
    .addHelpText(
      "after",
      examplesText([
        ["virtroom import /etc/amoothei-vdi/amoothei-vm-rollout.conf", "every room"],
        ["virtroom import ~/amoothei-vm-rollout.conf room01 room02", "two of them"],
      ]),
    )
    .action(async (file: string, rooms: readonly string[], options: Options) => {
      const here = process.cwd();
      const project = findProject(here);
      process.chdir(project.folder);
      process.exitCode = await importRooms(project, resolve(here, file), rooms, options);
    });
}

async function importRooms(
  project: Project,
  file: string,
  rooms: readonly string[],
  { force, json }: Options,
): Promise<number> {
  const old = readOldFile(file, rooms.length > 0 ? [...new Set(rooms)] : undefined);
  const names = old.configuration.rooms.map(room => room.name);
  const there = names.filter(name => existsSync(roomFile(project, name)));
  if (there.length > 0 && !force) {
    throw new UserError(
      `these rooms have settings already: ${there.map(name => fileOf(project, name)).join(", ")}`,
      "Name the other rooms, or say --force to write these files anew",
    );
  }
  const files = new ImportFiles(project.folder);
  const imported: ImportedRoom[] = [];
  // One after the other: each plans files beside those of the others.
  for (const name of names) imported.push(await importedRoom(old, name, files));
  check(project, old, imported);
  files.write();
  const written: string[] = [];
  try {
    for (const settled of imported) {
      const { room, password } = settled;
      const text = importedText(project, old, settled);
      await writeRoom(project, { room, text }, [{ path: "engine.password", value: password }]);
      written.push(room);
    }
  } catch (error) {
    if (written.length === 0) files.undo();
    throw error;
  }
  print(json ? JSON.stringify(resultOf(project, imported), null, 2) : nextSteps(project, imported));
  return exitCodes.done;
}

/** As rollouts would check them, rooms of the file against each other, too. */
function check(project: Project, old: OldFile, imported: readonly ImportedRoom[]): void {
  const news = imported.map(room => {
    const engine = { ...(room.settings.engine as object), password: "secret" };
    const withPassword = { ...room, settings: { ...room.settings, engine } };
    return { room: room.room, oldPlaces: room.oldPlaces, text: importedText(project, old, withPassword) };
  });
  for (const file of news) checkRoomFile(project, file, news);
}

function resultOf(project: Project, imported: readonly ImportedRoom[]) {
  return {
    rooms: imported.map(({ room, notes }) => ({ room, file: fileOf(project, room), notes })),
  };
}

function nextSteps(project: Project, imported: readonly ImportedRoom[]): string {
  const notes = [...new Set(imported.flatMap(room => room.notes))];
  const [first] = imported;
  return [
    ...notes.map(note => `note: ${note}`),
    ...imported.map(({ room }) => `Room ${room} is in ${fileOf(project, room)}`),
    "Look through them, then:",
    `  virtroom doctor ${first?.room}`,
    `  pulumi preview --stack ${first?.room}`,
    `  virtroom rollout ${first?.room}`,
    "VMs that the old tool has made do not carry a marker, and are left alone: docs/migration.md",
  ].join("\n");
}
