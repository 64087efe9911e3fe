/** @module A room of an old configuration file, worked on as it stands: nothing of it is written into the project. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { takesAnyServer } from "../../room/old-config/floppies/floppies";
import { toSettings } from "../../room/old-config/to-settings";
import { type OldPlaces, oldPlacesKey } from "../../room/settings/old-places";
import type { Project } from "../project";
import type { Room } from "../room/room";
import { configText, createStack, setSecret } from "../settings/stack-file";
import type { RawSettings } from "../settings/stack-settings";
import { type TemporaryFolder, temporaryFolder } from "../temporary-folder";
import { UserError } from "../user-error";
import { findOldFile, type OldFile, readOldFile } from "./old-file";
import { findOldLogging } from "./old-logging";
import { type MovedSettings, withThinClientRole } from "./old-role";
import { templateName, withOwnPath } from "./old-template";
import { findSftpLogin } from "./sftp-login";

/** @param file absolute @throws UserError with everything that is wrong in it */
export function openOldRoom(project: Project, name: string, file: string): Room {
  const old = readOldFile(file, [name]);
  const { settings, oldPlaces, notes } = movedRoom(old, name, old.path);
  const { templates } = old;
  let folder: TemporaryFolder | undefined;
  return {
    name,
    project,
    origin: file,
    raw: settings,
    oldPlaces,
    notes,
    templateText: template => templates.get(template) ?? "",
    prepareStack: async () => {
      folder ??= temporaryFolder();
      const withRole = await withThinClientRole(settings);
      const placed = withTemplates(folder.path, withRole.settings, templates);
      const configuration = { ...placed, [oldPlacesKey]: oldPlaces };
      const configFile = await writeStack(folder.path, project, name, configuration);
      return { configFile, configuration, notes: withRole.notes };
    },
    close: async () => folder?.remove(),
  };
}

/** The old file where the tool before this one looked, when it has the room. */
export function openFoundRoom(project: Project, name: string): Room | undefined {
  const file = findOldFile();
  return file === undefined ? undefined : openOldRoom(project, name, file);
}

interface MovedRoom {
  readonly settings: MovedSettings;
  readonly oldPlaces: OldPlaces;
  readonly notes: readonly string[];
}

/** @param path where the settings find a file of the old one @throws UserError */
export function movedRoom(old: OldFile, name: string, path: (written: string) => string): MovedRoom {
  const { configuration } = old;
  const room = configuration.rooms.find(candidate => candidate.name === name);
  if (!room) throw new UserError(`${old.file} has no room ${name}`);
  const { sftp } = configuration.floppies;
  const login = sftp && findSftpLogin(sftp, old.path);
  const usable = login && "keyFile" in login ? login : undefined;
  const { logging, notes } = findOldLogging(old);
  const { settings } = toSettings(configuration, room, { path, sftp: usable, logging });
  const missing = login && "missing" in login ? [commandsStay(old.file, login.missing)] : [];
  const anyServer = !usable && takesAnyServer(configuration.floppies) ? [nobodyVerified(old.file)] : [];
  return {
    settings: { ...settings, groups: withOwnPaths(settings.groups, room.groups, old.path) },
    oldPlaces: { file: old.file, keys: { ...configuration.places, ...room.places } },
    notes: [...old.notes, ...missing, ...anyServer, ...notes],
  };
}

function commandsStay(file: string, reason: string): string {
  return `${file}: the floppy commands stay commands, and do not become sftp settings: ${reason}`;
}

function nobodyVerified(file: string): string {
  return `${file}: the floppy commands say StrictHostKeyChecking=no: whoever answers in the SFTP server's place gets the images, and the passwords in them. Take that out, or write sftp settings in place of the commands: sftp.hostKeyFingerprint is what "ssh-keygen -lf" prints on the server itself`;
}

/** Snapshot descriptions may speak of the old template's path, too. */
function withOwnPaths(
  groups: MovedSettings["groups"],
  old: readonly { readonly answerFileTemplate: string }[],
  path: (written: string) => string,
): MovedSettings["groups"] {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group], index) => {
      const file = path(old[index]?.answerFileTemplate ?? "");
      return [name, { ...group, snapshotDescription: withOwnPath(String(group.snapshotDescription), file) }];
    }),
  );
}

/** Writes the templates, in our form, and names them in place of the old ones. */
function withTemplates(
  folder: string,
  settings: MovedSettings,
  templates: ReadonlyMap<string, string>,
): MovedSettings {
  const places = new Map(
    [...templates].map(([file, text], index) => [
      file,
      write(folder, `${index}-${templateName(file)}`, text),
    ]),
  );
  const groups = Object.entries(settings.groups).map(([name, group]) => {
    const file = String(group.answerFileTemplate);
    return [name, { ...group, answerFileTemplate: places.get(file) ?? file }];
  });
  return { ...settings, groups: Object.fromEntries(groups) };
}

/**
 * A project of the same name with nothing in it but the stack's configuration: so Pulumi finds and encrypts it there.
 *
 * @returns the file with the configuration
 */
async function writeStack(
  folder: string,
  project: Project,
  room: string,
  settings: RawSettings,
): Promise<string> {
  const { password, ...engine } = settings.engine as Record<string, unknown>;
  write(folder, "Pulumi.yaml", stringify({ name: project.name, runtime: "nodejs" }));
  const file = write(folder, `Pulumi.${room}.yaml`, configText(project, { ...settings, engine }));
  await createStack(folder, room);
  await setSecret({ folder, room, key: `${project.name}:engine.password`, value: String(password) });
  return file;
}

/** @returns the file */
function write(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
