/** @module Two rooms' settings held against each other: what of the one goes over to the other when nobody wishes otherwise. */

import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { type GroupSettings, groupShape, type RoomSettings } from "./settings";
import { type FileSettings, holdsSecret, isSecret, sectionOf } from "./stack-file";

/** A `version` is one of its template: it goes where that goes. */
type Kind = "make" | "version" | "own" | "values" | "parts";

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
  templateVersion: "version",
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

export interface Compared {
  readonly change: Change;
  /** What is done when nobody wishes otherwise. A secret is encrypted for one room and never goes over. */
  readonly usual: "take" | "leave" | "differs" | "same" | "secret";
}

/** @param common names of the groups that both have */
export function compareRooms(from: FileSettings, to: FileSettings, common: readonly string[]): Compared[] {
  return [...compareRoom(from, to), ...common.flatMap(name => compareGroup(name, from, to))];
}

function compareRoom(from: FileSettings, to: FileSettings): Compared[] {
  return Object.entries(ofRoom).flatMap(([name, kind]) => {
    if (kind === "values") return compareValues(name, from[name], to[name], sectionOf(to.secretValues));
    if (kind === "parts") return compareParts(name, from[name], to[name]);
    return [];
  });
}

function compareParts(name: string, from: unknown, to: unknown): Compared[] {
  if (isSecret(from) || isSecret(to)) return [compared(name, to, from, "differs")];
  const [there, here] = [sectionOf(from), sectionOf(to)];
  const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
  return keys.map(key => compared(`${name}.${key}`, here[key], there[key], whenSaid(there[key])));
}

function compareGroup(group: string, from: FileSettings, to: FileSettings): Compared[] {
  const wider = { ...sectionOf(to.secretValues), ...sectionOf(to.values) };
  const there = sectionOf(sectionOf(from.groups)[group]);
  const here = sectionOf(sectionOf(to.groups)[group]);
  const sameTemplate = isSame(groupShape.templateName, here.templateName, there.templateName);
  return Object.entries(ofGroup).flatMap(([key, kind]) => {
    const path = `groups.${group}.${key}`;
    const [before, after] = [here[key], there[key]];
    if (kind === "values") return compareValues(path, after, before, wider);
    if (isSame(groupShape[key as keyof GroupSettings], before, after))
      return [compared(path, before, before, "same")];
    if (kind === "own") return holdsSecret(after) ? [] : [compared(path, before, after, "leave")];
    const ofOtherTemplate = kind === "version" && !sameTemplate;
    return [compared(path, before, after, ofOtherTemplate ? "take" : whenSaid(after))];
  });
}

/**
 * Values that the room lacks go over; one that it has in its own way may be meant so.
 *
 * @param wider where it has values of these names, too, as they share theirs
 */
function compareValues(path: string, from: unknown, to: unknown, wider: FileSettings): Compared[] {
  if (isSecret(from) || isSecret(to)) return [compared(path, to, from, "differs")];
  const here = sectionOf(to);
  return Object.entries(sectionOf(from)).map(([name, after]) => {
    const before = here[name] ?? wider[name];
    return compared(`${path}.${name}`, before, after, before === undefined ? "take" : "differs");
  });
}

/** What only the receiving room says stays: a room of forty seats needs a canary where a lab of one needs none. */
function whenSaid(after: unknown): "take" | "differs" {
  return after === undefined ? "differs" : "take";
}

function compared(path: string, before: unknown, after: unknown, usual: Compared["usual"]): Compared {
  const change = { path, before, after };
  if (isDeepStrictEqual(before, after)) return { change, usual: "same" };
  return { change, usual: holdsSecret(after) ? "secret" : usual };
}

/** Whether both mean the same: 4 GiB are 4096 MiB. */
function isSame(schema: z.ZodType, one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  const [first, second] = [schema.safeParse(one), schema.safeParse(other)];
  return first.success && second.success && isDeepStrictEqual(first.data, second.data);
}
