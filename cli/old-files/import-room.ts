/** @module A room of an old configuration file, brought into the project as its stack's settings file. */

import { statSync } from "node:fs";
import { basename, relative } from "node:path";
import { hasLiteralPassword } from "../../answer-file/literal-password";
import type { OldPlaces } from "../../room/settings/old-places";
import { type Project, roomFile } from "../project";
import { readBytes } from "../read-bytes";
import { configText } from "../settings/stack-file";
import type { RawSettings } from "../settings/stack-settings";
import type { ImportFiles } from "./import-files";
import type { OldFile } from "./old-file";
import { withThinClientRole } from "./old-role";
import { movedRoom } from "./old-room";
import { templateName } from "./old-template";

export interface ImportedRoom {
  readonly room: string;
  /** The settings, but for the engine's password. */
  readonly settings: RawSettings;
  readonly password: string;
  readonly oldPlaces: OldPlaces;
  readonly notes: readonly string[];
}

/** Plans what a room needs in the project. @throws UserError with everything that is wrong */
export async function importedRoom(old: OldFile, room: string, files: ImportFiles): Promise<ImportedRoom> {
  const moved = movedRoom(old, room, old.path);
  const withRole = await withThinClientRole(moved.settings);
  const { password, caFile, ...engine } = moved.settings.engine as Record<string, unknown>;
  const ca = files.plan(basename(String(caFile)), readBytes(String(caFile)).toString("utf8"));
  const literal = new Set<string>();
  const groups = Object.entries(withRole.settings.groups).map(([name, group]) => {
    const file = String(group.answerFileTemplate);
    const text = old.templates.get(file) ?? "";
    // Whoever could not read the old one shall not read ours.
    const template = files.plan(`templates/${templateName(file)}`, text, statSync(file).mode & 0o666);
    if (hasLiteralPassword(text)) literal.add(passwordsInside(template, file));
    return [name, { ...group, answerFileTemplate: template }];
  });
  const settings = {
    ...moved.settings,
    engine: { ...engine, caFile: ca },
    groups: Object.fromEntries(groups),
  };
  const { oldPlaces } = moved;
  const notes = [...moved.notes, ...withRole.notes, ...literal];
  return { room, settings, password: String(password), oldPlaces, notes };
}

function passwordsInside(template: string, file: string): string {
  return `${template}: holds passwords in the clear, as ${file} does: before others can read it, in a repository too, put \${name|obfuscated} in their place, and set secretValues.name as a secret`;
}

/** The settings file's text, without the password. */
export function importedText(project: Project, old: OldFile, { room, settings }: ImportedRoom): string {
  const header = [
    "# yaml-language-server: $schema=settings.schema.json",
    `# Room ${room}, from ${basename(old.file)} by virtroom import. Every setting is explained in docs/settings.md.`,
  ];
  return `${header.join("\n")}\n${configText(project, settings)}`;
}

export function fileOf(project: Project, room: string): string {
  return relative(project.folder, roomFile(project, room));
}
