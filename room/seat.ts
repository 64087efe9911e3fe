/** @module The seats of a room, worked out from its settings: names, addresses, descriptions. */

import { formatAddress, parseAddress } from "./address";
import type { GroupSettings, RoomSettings } from "./settings/settings";
import { substitute } from "./text/template-string";

/** One machine of a room. Its name is the VM's and the computer's. */
export interface Seat {
  readonly name: string;
  readonly room: string;
  readonly group: string;
  /** The id as it stands in names: padded with zeros. */
  readonly id: string;
  /** Dotted IPv4 address. */
  readonly address: string;
  readonly settings: GroupSettings;
}

/** @param room name of the room, which is the name of the stack */
export function seatsOf(room: string, settings: Pick<RoomSettings, "groups">): Seat[] {
  return Object.entries(settings.groups).flatMap(([group, groupSettings]) => {
    const width = idWidth(groupSettings.ids);
    return groupSettings.ids.map(id =>
      seatOf(room, group, { id, paddedId: String(id).padStart(width, "0") }, groupSettings),
    );
  });
}

interface Id {
  readonly id: number;
  /** As it stands in names. */
  readonly paddedId: string;
}

function seatOf(room: string, group: string, { id, paddedId }: Id, settings: GroupSettings): Seat {
  return {
    name: substitute(settings.names, { room, roomname: room, roomName: room, group, id: paddedId }),
    room,
    group,
    id: paddedId,
    address: addressOf(settings, id),
    settings,
  };
}

/** Ids are padded to two digits, or to those of the group's largest id (docs/facts/original.md). */
function idWidth(ids: readonly number[]): number {
  return Math.max(2, ...ids.map(id => String(id).length));
}

/** The suffix of id n is the group's first suffix and n - 1 (docs/facts/original.md). */
function addressOf(settings: GroupSettings, id: number): string {
  const address = substitute(settings.ipAddresses, { suffix: String(settings.ipAddressesSuffix + id - 1) });
  const parsed = parseAddress(address);
  return parsed === undefined ? address : formatAddress(parsed);
}
