/**
 * @module What of a room's settings goes over to another room: what describes the image and the seats' make. What is the
 * room's own stays: which seats there are, where they are, who may use them, and its secrets.
 */

import { type Change, type Compared, compareRooms } from "./comparison";
import { type FileSettings, isObject, isSecret, sectionOf } from "./stack-file";

export interface Promotion {
  readonly changes: readonly Change[];
  /** What differs and stays, since it may be the room's own. */
  readonly kept: readonly Change[];
  /** Secrets that the one room has and the other lacks, like `secretValues.joinPassword`. */
  readonly missingSecrets: readonly string[];
  /** Groups whose template's version is not said, so that none goes over. */
  readonly unpinned: readonly string[];
  /** Groups that only the one room or only the other has, as they are left alone. */
  readonly onlyThere: readonly string[];
  readonly onlyHere: readonly string[];
  /** What was wished for settings that neither room has. */
  readonly unknownWishes: readonly string[];
  /** The settings of the receiving room with the changes. */
  readonly settings: FileSettings;
}

export interface Wishes {
  /** Settings that go over although they are the room's own: a path, or its end, like `cluster`. */
  readonly also: readonly string[];
  /** Settings that stay although they describe the image. */
  readonly keep: readonly string[];
}

export function planPromotion(from: FileSettings, to: FileSettings, wishes: Wishes): Promotion {
  const groups = { from: sectionOf(from.groups), to: sectionOf(to.groups) };
  const common = Object.keys(groups.from).filter(name => name in groups.to);
  const compared = compareRooms(from, to, common);
  const decided = (wanted: Decision) =>
    compared.filter(item => decide(item, wishes) === wanted).map(({ change }) => change);
  const changes = decided("take");
  return {
    changes,
    kept: decided("differs"),
    missingSecrets: [...missingSecrets(from, to), ...decided("secret").flatMap(missingOf)],
    unpinned: common.filter(name => isUnpinned(name, from, wishes)),
    onlyThere: Object.keys(groups.from).filter(name => !(name in groups.to)),
    onlyHere: Object.keys(groups.to).filter(name => !(name in groups.from)),
    unknownWishes: unknownWishes(compared, wishes),
    settings: changes.reduce(changed, to),
  };
}

/** Whether two rooms' settings have a group in common, by its name. */
export function haveCommonGroup(from: FileSettings, to: FileSettings): boolean {
  return Object.keys(sectionOf(from.groups)).some(name => name in sectionOf(to.groups));
}

/** What was wished for settings that none of the rooms has. */
export function unknownToAll([first, ...others]: readonly Promotion[]): readonly string[] {
  const wishes = first?.unknownWishes ?? [];
  return wishes.filter(wish => others.every(({ unknownWishes }) => unknownWishes.includes(wish)));
}

type Decision = Compared["usual"];

function decide({ change: { path }, usual }: Compared, wishes: Wishes): Decision {
  if (usual === "same") return usual;
  if (isKept(path, wishes)) return "leave";
  if (usual === "secret") return usual;
  return wishes.also.some(wish => isNamed(path, wish)) ? "take" : usual;
}

/** Whoever keeps a template keeps its version: another one's numbers mean other images. */
function isKept(path: string, { keep }: Wishes): boolean {
  const template = path.replace(/\.templateVersion$/, ".templateName");
  return keep.some(wish => isNamed(path, wish) || isNamed(template, wish));
}

/** A wish names a setting by its path, by the end of it, or by a section that it is in. */
function isNamed(path: string, wish: string): boolean {
  return `.${path}.`.includes(`.${wish}.`);
}

function unknownWishes(compared: readonly Compared[], { also, keep }: Wishes): string[] {
  const open = compared.filter(({ usual }) => usual !== "secret");
  const isUnknown = (among: readonly Compared[]) => (wish: string) =>
    !among.some(({ change }) => isNamed(change.path, wish));
  return [...also.filter(isUnknown(open)), ...keep.filter(isUnknown(compared))];
}

function isUnpinned(group: string, from: FileSettings, wishes: Wishes): boolean {
  const { templateVersion } = sectionOf(sectionOf(from.groups)[group]);
  return templateVersion === undefined && !isKept(`groups.${group}.templateVersion`, wishes);
}

function changed(settings: FileSettings, { path, after }: Change): FileSettings {
  return replaced(settings, path.split("."), after);
}

function replaced(settings: FileSettings, [key, ...rest]: readonly string[], value: unknown): FileSettings {
  if (key === undefined) return settings;
  const inner = rest.length === 0 ? value : replaced(sectionOf(settings[key]), rest, value);
  const { [key]: _, ...others } = settings;
  return inner === undefined ? others : { ...settings, [key]: inner };
}

function missingSecrets(from: FileSettings, to: FileSettings): string[] {
  const [there, here] = [from.secretValues, to.secretValues];
  // Encrypted as a whole, its names are not known.
  if (isSecret(there) || isSecret(here)) return [];
  const present = { ...sectionOf(to.values), ...sectionOf(here) };
  return Object.keys(sectionOf(there)).flatMap(name => (name in present ? [] : [`secretValues.${name}`]));
}

/** What has to be set by hand of a value that holds a secret, when the receiving room has none in its place. */
function missingOf({ path, before, after }: Change): string[] {
  return before === undefined ? leavesOf(path, after) : [];
}

/** Paths of the single values, as Pulumi writes them: `values.keys[0]`. */
function leavesOf(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => leavesOf(`${path}[${index}]`, inner));
  if (!isObject(value) || isSecret(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${path}.${key}`, inner));
}
