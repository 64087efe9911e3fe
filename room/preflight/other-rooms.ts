/** @module Rooms must not collide: names and addresses that the settings of another room on the same engine use too. */

import { parse } from "yaml";
import type { Fault } from "../fault/fault";
import { type Seat, seatsOf } from "../seat";
import type { OldPlaces } from "../settings/old-places";
import { parseGroups } from "../settings/parse-settings";

/** The settings of another room as they stand in its file. */
export interface RoomFile {
  /** Name of the room: of the stack. */
  readonly room: string;
  readonly text: string;
  /** Where they stand, when they come from an old file and are not written yet. */
  readonly oldPlaces?: OldPlaces;
}

/**
 * @param engineUrl of the room's own engine, as its settings yield it
 * @returns a fault a name or address; rooms whose settings cannot be read have their own faults, and are passed over
 */
export function collisions(
  project: string,
  seats: readonly Seat[],
  engineUrl: string,
  others: readonly RoomFile[],
): Fault[] {
  const files = new Map(others.map(other => [other.room, placeOf(other)]));
  const taken = others.flatMap(other => seatsIn(project, engineUrl, other));
  const names = new Map(taken.map(seat => [seat.name.toLowerCase(), seat]));
  const addresses = new Map(taken.map(seat => [seat.address, seat]));
  const collision = (seat: Seat, key: string, what: string, other: Seat | undefined): Fault[] => {
    if (!other) return [];
    return [
      {
        path: `groups.${seat.group}.${key}`,
        message: `the ${what} of id ${seat.id} is also that of ${other.name} in room ${other.room}`,
        remedy: `Change it here or in ${files.get(other.room)}`,
      },
    ];
  };
  return seats.flatMap(seat => [
    ...collision(seat, "names", `name ${seat.name}`, names.get(seat.name.toLowerCase())),
    ...collision(seat, "ipAddresses", `address ${seat.address}`, addresses.get(seat.address)),
  ]);
}

/** Where the settings of a room are changed. */
function placeOf({ room, oldPlaces }: RoomFile): string {
  return oldPlaces ? `[room ${room}] of ${oldPlaces.file}` : `Pulumi.${room}.yaml`;
}

function seatsIn(project: string, engineUrl: string, { room, text }: RoomFile): Seat[] {
  const config = configOf(text);
  const parsed = parseGroups({ engine: config[`${project}:engine`], groups: config[`${project}:groups`] });
  return parsed && parsed.engineUrl === engineUrl ? seatsOf(room, parsed) : [];
}

function configOf(text: string): Record<string, unknown> {
  try {
    const document: unknown = parse(text, { maxAliasCount: 100, merge: true });
    return field(document, "config");
  } catch {
    return {};
  }
}

function field(value: unknown, key: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || !(key in value)) return {};
  const inner = (value as Record<string, unknown>)[key];
  return typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {};
}
