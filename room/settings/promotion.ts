/**
 * @module What of a room's settings goes over to another room: what describes the image and the seats' make. What is the
 * room's own stays: which seats there are, where they are, who may use them, and its secrets.
 */

import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { type GroupSettings, groupShape, type RoomSettings } from "./settings";
import { type FileSettings, isObject, isSecret } from "./stack-file";

type Kind = "make" | "own" | "values" | "parts";

const ofGroup: Readonly<Record<keyof GroupSettings, Kind>> = {
  ids: "own",
  names: "own",
  networkName: "own",
  vnicProfile: "own",
  ipAddresses: "own",
  ipAddressesSuffix: "own",
  netmaskSuffix: "own",
  defaultGateway: "own",
  gatewayOutside: "own",
  cluster: "own",
  templateName: "make",
  templateVersion: "make",
  memory: "make",
  os: "make",
  description: "own",
  timeZone: "make",
  usb: "make",
  stateless: "make",
  answerFileTemplate: "make",
  delivery: "make",
  setupOs: "make",
  setupTimeZone: "make",
  thinClientUser: "own",
  thinClientRole: "own",
  snapshotDescription: "make",
  resetToSnapshotRegex: "make",
  rolloutStartVm: "make",
  verify: "make",
  resetStartVm: "make",
  values: "values",
};

const ofRoom: Readonly<Record<keyof RoomSettings, Kind>> = {
  engine: "own",
  sftp: "own",
  floppyCommands: "own",
  limits: "parts",
  rollout: "parts",
  values: "values",
  secretValues: "own",
  secretSeatValues: "own",
  logging: "own",
  reset: "own",
  groups: "own",
};

/** A setting of the receiving room; undefined is one that is not there. */
export interface Change {
  /** Path in the settings, like `groups.students.memory`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Promotion {
  readonly changes: readonly Change[];
  /** Values that differ and stay, since they may be the room's own. */
  readonly kept: readonly Change[];
  /** Secret values that the one room has and the other lacks, like `secretValues.joinPassword`. */
  readonly missingSecrets: readonly string[];
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

type Decision = "take" | "leave" | "differs" | "same";

export function planPromotion(from: FileSettings, to: FileSettings, wishes: Wishes): Promotion {
  const groups = { from: object(from.groups), to: object(to.groups) };
  const common = Object.keys(groups.from).filter(name => name in groups.to);
  const compared = [...compareRoom(from, to), ...common.flatMap(name => compareGroup(name, from, to))];
  const decided = (wanted: Decision) =>
    compared.filter(item => decide(item, wishes) === wanted).map(({ change }) => change);
  const changes = decided("take");
  return {
    changes,
    kept: decided("differs"),
    missingSecrets: missingSecrets(from, to),
    onlyThere: Object.keys(groups.from).filter(name => !(name in groups.to)),
    onlyHere: Object.keys(groups.to).filter(name => !(name in groups.from)),
    unknownWishes: [...wishes.also, ...wishes.keep].filter(
      wish => !compared.some(({ change }) => isNamed(change.path, wish)),
    ),
    settings: changes.reduce(changed, to),
  };
}

/** Whether two rooms' settings have a group in common, by its name. */
export function haveCommonGroup(from: FileSettings, to: FileSettings): boolean {
  return Object.keys(object(from.groups)).some(name => name in object(to.groups));
}

interface Compared {
  readonly change: Change;
  /** What is done when nobody wishes otherwise. */
  readonly usual: Decision;
}

function decide({ change: { path }, usual }: Compared, { also, keep }: Wishes): Decision {
  if (usual === "same") return "same";
  if (keep.some(wish => isNamed(path, wish))) return "leave";
  return also.some(wish => isNamed(path, wish)) ? "take" : usual;
}

/** A wish names a setting by its path, by the end of it, or by a section that it is in. */
function isNamed(path: string, wish: string): boolean {
  return `.${path}.`.includes(`.${wish}.`);
}

function compareRoom(from: FileSettings, to: FileSettings): Compared[] {
  return Object.entries(ofRoom).flatMap(([name, kind]) => {
    if (kind === "values") return compareValues(name, from[name], to[name], {});
    if (kind === "parts") return compareParts(name, from[name], to[name]);
    return [];
  });
}

function compareParts(name: string, from: unknown, to: unknown): Compared[] {
  const [there, here] = [object(from), object(to)];
  const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
  return keys.map(key => compared(`${name}.${key}`, here[key], there[key], "take"));
}

function compareGroup(group: string, from: FileSettings, to: FileSettings): Compared[] {
  const there = object(object(from.groups)[group]);
  const here = object(object(to.groups)[group]);
  return Object.entries(ofGroup).flatMap(([key, kind]) => {
    const path = `groups.${group}.${key}`;
    const [before, after] = [here[key], there[key]];
    if (kind === "values") return compareValues(path, after, before, object(to.values));
    if (isSame(groupShape[key as keyof GroupSettings], before, after))
      return [compared(path, before, before, "same")];
    return [compared(path, before, after, kind === "make" ? "take" : "leave")];
  });
}

/** Values that the room lacks go over; one that it has in its own way may be meant so. */
function compareValues(path: string, from: unknown, to: unknown, wider: FileSettings): Compared[] {
  const here = object(to);
  return Object.entries(object(from)).map(([name, after]) => {
    const before = here[name] ?? wider[name];
    return compared(`${path}.${name}`, before, after, before === undefined ? "take" : "differs");
  });
}

function compared(path: string, before: unknown, after: unknown, usual: Decision): Compared {
  return { change: { path, before, after }, usual: isDeepStrictEqual(before, after) ? "same" : usual };
}

/** Whether both mean the same: 4 GiB are 4096 MiB. */
function isSame(schema: z.ZodType, one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  const [first, second] = [schema.safeParse(one), schema.safeParse(other)];
  return first.success && second.success && isDeepStrictEqual(first.data, second.data);
}

function changed(settings: FileSettings, { path, after }: Change): FileSettings {
  return replaced(settings, path.split("."), after);
}

function replaced(settings: FileSettings, [key, ...rest]: readonly string[], value: unknown): FileSettings {
  if (key === undefined) return settings;
  const inner = rest.length === 0 ? value : replaced(object(settings[key]), rest, value);
  const { [key]: _, ...others } = settings;
  return inner === undefined ? others : { ...settings, [key]: inner };
}

function missingSecrets(from: FileSettings, to: FileSettings): string[] {
  const [there, here] = [from.secretValues, to.secretValues];
  // Encrypted as a whole, its names are not known.
  if (isSecret(there) || isSecret(here)) return [];
  return Object.keys(object(there)).flatMap(name => (name in object(here) ? [] : [`secretValues.${name}`]));
}

function object(value: unknown): FileSettings {
  return isObject(value) ? value : {};
}
