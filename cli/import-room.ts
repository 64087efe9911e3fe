/** @module A room of an old configuration file, brought into the project as its stack's settings file. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { parse, stringify } from "yaml";
import type { ImportFiles } from "./import-files";
import { type OldFile, readBytes } from "./old-file";
import { withThinClientRole } from "./old-role";
import { movedRoom } from "./old-room";
import { templateName } from "./old-template";
import { type Project, roomFile } from "./project";
import { configText, createStack, setSecret } from "./stack-file";
import type { RawSettings } from "./stack-settings";

export interface ImportedRoom {
  readonly room: string;
  /** The settings, but for the engine's password. */
  readonly settings: RawSettings;
  readonly password: string;
  readonly notes: readonly string[];
}

/** Plans what a room needs in the project. @throws UserError with everything that is wrong */
export async function importedRoom(old: OldFile, room: string, files: ImportFiles): Promise<ImportedRoom> {
  const moved = movedRoom(old, room, old.path);
  const withRole = await withThinClientRole(moved.settings);
  const { password, caFile, ...engine } = moved.settings.engine as Record<string, unknown>;
  const ca = files.plan(basename(String(caFile)), readBytes(String(caFile)).toString("utf8"));
  const groups = Object.entries(withRole.settings.groups).map(([name, group]) => {
    const file = String(group.answerFileTemplate);
    const text = moved.templates.get(file) ?? "";
    return [name, { ...group, answerFileTemplate: files.plan(`templates/${templateName(file)}`, text) }];
  });
  const settings = {
    ...moved.settings,
    engine: { ...engine, caFile: ca },
    groups: Object.fromEntries(groups),
  };
  return { room, settings, password: String(password), notes: [...moved.notes, ...withRole.notes] };
}

/** The settings file's text, without the password. */
export function importedText(project: Project, old: OldFile, { room, settings }: ImportedRoom): string {
  const header = [
    "# yaml-language-server: $schema=settings.schema.json",
    `# Room ${room}, from ${basename(old.file)} by virtroom import. Every setting is explained in docs/settings.md.`,
  ];
  return `${header.join("\n")}\n${configText(project, settings)}`;
}

/** Writes the file, makes the stack, and lets Pulumi encrypt the password; on a failure all is as it was before. */
export async function writeRoom(project: Project, imported: ImportedRoom, text: string): Promise<void> {
  const { room, password } = imported;
  const { folder } = project;
  const file = roomFile(project, room);
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  mkdirSync(project.stacks, { recursive: true });
  writeFileSync(file, before === undefined ? text : withEncryptionOf(before, text));
  try {
    await createStack(folder, room);
    await setSecret({ folder, room, key: `${project.name}:engine.password`, value: password });
  } catch (error) {
    if (before === undefined) rmSync(file);
    else writeFileSync(file, before);
    throw error;
  }
}

/** How a stack's secrets are encrypted is not changed with its settings. */
function withEncryptionOf(before: string, text: string): string {
  const { config: _, ...encryption } = { config: undefined, ...(parse(before) as object | null) };
  return Object.keys(encryption).length === 0 ? text : `${text}${stringify(encryption)}`;
}

export function fileOf(project: Project, room: string): string {
  return relative(project.folder, roomFile(project, room));
}
