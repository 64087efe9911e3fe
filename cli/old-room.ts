/** @module A room of an old configuration file, worked on as it stands: nothing of it is written into the project. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { toSettings } from "../room/old-config/to-settings";
import { findOldFile, type OldFile, readBytes, readOldFile } from "./old-file";
import { findOldLogging } from "./old-logging";
import { withThinClientRole } from "./old-role";
import { convertedTemplate, templateName, withOwnPath } from "./old-template";
import type { Project } from "./project";
import type { Room } from "./room";
import { findSftpLogin } from "./sftp-login";
import { configText, createStack, setSecret } from "./stack-file";
import type { RawSettings } from "./stack-settings";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder";
import { UserError } from "./user-error";

/** @param file absolute @throws UserError with everything that is wrong in it */
export function openOldRoom(project: Project, name: string, file: string): Room {
  const old = readOldFile(file, [name]);
  const { settings, templates, notes } = movedRoom(old, name, old.path);
  let folder: TemporaryFolder | undefined;
  return {
    name,
    project,
    origin: file,
    raw: settings,
    notes,
    templateText: template => templates.get(template) ?? convertedTemplate(template),
    prepareStack: async () => {
      folder ??= temporaryFolder();
      const { settings: withRole } = await withThinClientRole(settings);
      return writeStack(folder.path, project, name, withRole, templates);
    },
    close: async () => folder?.remove(),
  };
}

/** The old file where the tool before this one looked, when it has the room. */
export function openFoundRoom(project: Project, name: string): Room | undefined {
  const file = findOldFile();
  return file === undefined ? undefined : openOldRoom(project, name, file);
}

export interface MovedSettings {
  readonly settings: RawSettings & { readonly groups: Groups };
  /** Our templates by the paths of the old ones. */
  readonly templates: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

type Groups = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** @param path where the settings find a file of the old one @throws UserError */
export function movedRoom(old: OldFile, name: string, path: (written: string) => string): MovedSettings {
  const { configuration } = old;
  const room = configuration.rooms.find(candidate => candidate.name === name);
  if (!room) throw new UserError(`${old.file} has no room ${name}`);
  readBytes(old.path(configuration.connection.caFile));
  const { sftp } = configuration.floppies;
  const login = sftp && findSftpLogin(sftp, old.path);
  const usable = login && "keyFile" in login ? login : undefined;
  const { logging, notes } = findOldLogging(old);
  const { settings } = toSettings(configuration, room, { path, sftp: usable, logging });
  const files = [...new Set(room.groups.map(group => old.path(group.answerFileTemplate)))];
  const missing = login && "missing" in login ? [commandsStay(old.file, login.missing)] : [];
  return {
    settings: { ...settings, groups: withOwnPaths(settings.groups, room.groups, old.path) },
    templates: new Map(files.map(file => [file, convertedTemplate(file)])),
    notes: [...old.notes, ...missing, ...notes],
  };
}

function commandsStay(file: string, reason: string): string {
  return `${file}: the floppy commands stay commands, and do not become sftp settings: ${reason}`;
}

/** Snapshot descriptions may speak of the old template's path, too. */
function withOwnPaths(
  groups: Groups,
  old: readonly { readonly answerFileTemplate: string }[],
  path: (written: string) => string,
): Groups {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group], index) => {
      const file = path(old[index]?.answerFileTemplate ?? "");
      return [name, { ...group, snapshotDescription: withOwnPath(String(group.snapshotDescription), file) }];
    }),
  );
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
  settings: MovedSettings["settings"],
  templates: ReadonlyMap<string, string>,
): Promise<string> {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const places = new Map(
    [...templates].map(([file, text], index) => [file, write(`${index}-${templateName(file)}`, text)]),
  );
  const groups = Object.entries(settings.groups).map(([name, group]) => {
    const file = String(group.answerFileTemplate);
    return [name, { ...group, answerFileTemplate: places.get(file) ?? file }];
  });
  const { password, ...engine } = settings.engine as Record<string, unknown>;
  write("Pulumi.yaml", stringify({ name: project.name, runtime: "nodejs" }));
  const config = { ...settings, engine, groups: Object.fromEntries(groups) };
  const file = write(`Pulumi.${room}.yaml`, configText(project, config));
  await createStack(folder, room);
  await setSecret({ folder, room, key: `${project.name}:engine.password`, value: String(password) });
  return file;
}
