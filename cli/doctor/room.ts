/** @module What is to be said of a room before the engine is spoken to: its settings, its secrets. */

import { openProjectLog } from "../../dynamic-providers/project-log";
import type { LoggingSettings } from "../../room/settings/settings";
import { type FileSettings, isSecret, settingsInFile } from "../../room/settings/stack-file";
import { openRoom } from "../open-room";
import type { Project } from "../project";
import { NoStackError } from "../pulumi-error";
import type { Room } from "../room";
import { faultsOfRoomFile, inFile, readRoomFile } from "../settings-file";
import { type Examination, judged, ok, warn } from "./examination";

/** @returns the room with its secrets; undefined when it cannot be opened */
export async function examineRoom(
  examination: Examination,
  project: Project,
  name: string,
): Promise<Room | undefined> {
  const file = await examination.look("Settings", async () => {
    const found = readRoomFile(project, name);
    const settings = inFile(project, name, () => settingsInFile(project.name, found.text));
    const faults = faultsOfRoomFile(project, found);
    return [settings, ...judged(faults, "they pass the schema and collide with no other room")];
  });
  if (!file) return undefined;
  const room = await examination.look("Passphrase", async () => [
    await openRoom(project, name).catch(error => {
      throw error instanceof NoStackError ? withoutStack(error, name) : error;
    }),
    ok("the room's secrets can be read"),
  ]);
  if (!room) return undefined;
  const open = openSecrets(file);
  examination.note(
    "Secrets",
    open.length === 0
      ? ok("they stand encrypted in the settings")
      : warn(
          `${open.join(", ")}: everybody who reads the file can read them`,
          `Set them anew, each by: pulumi config set --secret --path ${project.name}:${open[0]} --stack ${name}`,
        ),
  );
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

/** Paths of secrets that stand in the file in the clear. */
export function openSecrets(settings: FileSettings): string[] {
  const named = (path: string, value: unknown): [string, unknown][] => [[path, value]];
  const within = (path: string, value: unknown): [string, unknown][] =>
    typeof value === "object" && value !== null && !isSecret(value)
      ? Object.entries(value).map(([key, inner]) => [`${path}.${key}`, inner])
      : [];
  const field = (value: unknown, key: string) => within("", value).find(([path]) => path === `.${key}`)?.[1];
  const candidates = [
    ...named("engine.password", field(settings.engine, "password")),
    ...named("sftp.password", field(settings.sftp, "password")),
    ...named("sftp.keyPassphrase", field(settings.sftp, "keyPassphrase")),
    ...within("secretValues", settings.secretValues),
    ...within("secretSeatValues", settings.secretSeatValues).flatMap(([path, value]) => within(path, value)),
  ];
  return candidates.filter(([, value]) => value !== undefined && !isSecret(value)).map(([path]) => path);
}
