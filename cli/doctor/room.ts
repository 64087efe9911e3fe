/** @module What is to be said of a room before the engine is spoken to: its settings, its secrets. */

import { openProjectLog } from "../../dynamic-providers/project/project-log";
import { openSecretFaults } from "../../room/settings/open-secrets";
import type { LoggingSettings } from "../../room/settings/settings";
import { openRoom } from "../open-room";
import type { Project } from "../project";
import { NoStackError } from "../pulumi/error";
import type { Room } from "../room/room";
import { faultsOfRoomFile, readRoomFile } from "../settings/settings-file";
import { type Examination, judged, ok, warn } from "./examination";

/** @returns the room with its secrets; undefined when it cannot be opened */
export async function examineRoom(
  examination: Examination,
  project: Project,
  name: string,
): Promise<Room | undefined> {
  const file = await examination.look("Settings", async () => {
    const found = readRoomFile(project, name);
    const faults = faultsOfRoomFile(project, found);
    return [found, ...judged(faults, "they pass the schema and collide with no other room")];
  });
  if (!file) return undefined;
  const room = await examination.look("Passphrase", async () => [
    await openRoom(project, name).catch(error => {
      throw error instanceof NoStackError ? withoutStack(error, name) : error;
    }),
    ok("the room's secrets can be read"),
  ]);
  if (!room) return undefined;
  const open = openSecretFaults(project.name, name, file.text);
  const encrypted = ok("they stand encrypted in the settings");
  const told = open.map(({ path, message, remedy }) => warn(`${path} ${message}`, remedy));
  examination.note("Secrets", ...(told.length === 0 ? [encrypted] : told));
  return room;
}

/** A log that cannot be opened stops every run. */
export async function examineLog(
  examination: Examination,
  { raw, name }: Pick<Room, "raw" | "name">,
  { file }: LoggingSettings,
): Promise<void> {
  await examination.look("Log", async () => {
    const log = await openProjectLog(raw, name, () => {});
    log.close();
    return [true, ok(`${file} can be written`)];
  });
}

function withoutStack(error: NoStackError, name: string): NoStackError {
  const remedy = `Make it, and set its secrets: pulumi stack init ${name}. If it was rolled out already, look where the state is: pulumi whoami -v`;
  return new NoStackError(error.message, remedy);
}
