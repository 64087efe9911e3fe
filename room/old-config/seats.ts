/**
 * @module The seats that old groups make up, and what is wrong with them: names that are too long, addresses that are none,
 * names and addresses that two seats share.
 */

import { parseAddress } from "../address";
import { substitute } from "../text/template-string";
import type { SectionReader } from "./config-obj/section-reader";
import type { ReadGroup } from "./group";
import type { GroupKey } from "./known-keys";

/** Windows takes computer names of up to so many characters. */
const LONGEST_NAME = 15;
const OWN = "Give every seat of the room its own";

/** A group that is being read, and its seats. */
interface Group {
  readonly reader: SectionReader;
  readonly group: ReadGroup;
}

/** A name or an address, and the seat that it belongs to. */
interface Item {
  readonly id: string;
  readonly value: string;
}

/** Notes the faults of the seats of a room, as far as the keys that they come from could be read. */
export function checkSeats(room: string, groups: readonly Group[]): void {
  refuseDoubles(groups, "names", group => namesOf(room, group));
  refuseDoubles(groups, "ip_addresses", group => addressesOf(group));
  for (const { reader, group } of groups) {
    const long = namesOf(room, group).find(({ value }) => value.length > LONGEST_NAME);
    if (long) {
      const message = `the name ${JSON.stringify(long.value)} has ${long.value.length} characters`;
      reader.fault(
        "names",
        message,
        `Windows takes up to ${LONGEST_NAME}: shorten the pattern or the room's name`,
      );
    }
    const wrong = addressesOf(group).find(({ value }) => parseAddress(value) === undefined);
    if (wrong) {
      const message = `the address ${JSON.stringify(wrong.value)} of id ${wrong.id} is none`;
      reader.fault(
        "ip_addresses",
        message,
        "Four numbers from 0 to 255: see ip_addresses, ip_addresses_suffix and ids",
      );
    }
  }
}

/** The id in a name has the digits of the group's largest id, and at least two. */
function namesOf(room: string, { ids, names }: ReadGroup): Item[] {
  if (ids === undefined || names === undefined) return [];
  const digits = Math.max(2, ...ids.map(id => String(id).length));
  return ids.map(number => {
    const id = String(number).padStart(digits, "0");
    return { id, value: substitute(names, { roomname: room, id }) };
  });
}

/** The suffix of id n is the first one and n - 1. */
function addressesOf({ ids, ipAddresses, ipAddressesSuffix }: ReadGroup): Item[] {
  if (ids === undefined || ipAddresses === undefined || ipAddressesSuffix === undefined) return [];
  return ids.map(id => ({
    id: String(id),
    value: substitute(ipAddresses, { suffix: String(ipAddressesSuffix + id - 1) }),
  }));
}

/** One fault a group, for the first value that is there already. */
function refuseDoubles(groups: readonly Group[], key: GroupKey, items: (group: ReadGroup) => Item[]): void {
  const owners = new Map<string, string>();
  for (const { reader, group } of groups) {
    let isTold = false;
    for (const { id, value } of items(group)) {
      const plain = value.toLowerCase();
      const owner = owners.get(plain);
      owners.set(plain, owner ?? `id ${id} of [[${group.name}]]`);
      if (owner === undefined || isTold) continue;
      isTold = true;
      reader.fault(key, `id ${id} gets ${JSON.stringify(value)}, which ${owner} has already`, OWN);
    }
  }
}
