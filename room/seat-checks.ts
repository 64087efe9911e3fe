/** @module What is wrong with the seats of a room: names that Windows refuses, addresses that cannot work, doubles. */

import { formatAddress, networkOf, parseAddress } from "./address";
import type { Fault } from "./fault/fault";
import type { Seat } from "./seat";
import type { RoomSettings } from "./settings/settings";
import { probablyMeant } from "./text/near";
import { placeholdersOf } from "./text/template-string";

/** Faults of all seats; a fault that every seat of a group shares is told once. */
export function checkSeats(
  seats: readonly Seat[],
  { secretSeatValues }: Pick<RoomSettings, "secretSeatValues">,
): Fault[] {
  const faults = seats.flatMap(seat => [...nameFaults(seat), ...addressFaults(seat)]);
  const all = [...faults, ...doubles(seats, "names"), ...doubles(seats, "ipAddresses")];
  return distinct([...all, ...strangerFaults(seats, Object.keys(secretSeatValues))]);
}

/** Secrets of seats that there are not: those that they were meant for would be made without them. */
function strangerFaults(seats: readonly Seat[], named: readonly string[]): Fault[] {
  const names = seats.map(seat => seat.name);
  const bare = names.filter(name => !named.includes(name));
  return named
    .filter(name => !names.includes(name))
    .map(name => {
      const near = probablyMeant(name, bare);
      return {
        path: `secretSeatValues.${name.slice(0, 60)}`,
        message: "is no seat of the room",
        remedy: near === undefined ? `Take it out; there are: ${sample(names)}` : `Did you mean ${near}?`,
      };
    });
}

function sample(names: readonly string[]): string {
  const more = names.length - 3;
  return `${names.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What both a computer name (docs/facts/windows-setup.md) and the name of a VM may hold. */
const computerName = /^[A-Za-z0-9_-]+$/;

function nameFaults(seat: Seat): Fault[] {
  const path = `groups.${seat.group}.names`;
  const fault = (message: string, remedy: string): Fault[] => [
    { path, message: `${JSON.stringify(seat.name)} ${message}`, remedy },
  ];
  if (seat.name.length > 15) {
    return fault(
      `has ${seat.name.length} characters`,
      "Windows takes computer names of up to 15: shorten the pattern or the room's name",
    );
  }
  if (!computerName.test(seat.name)) {
    return fault(
      "does not fit as a computer name",
      "Use letters, digits, - and _; the placeholders are ${room}, ${group} and ${id}",
    );
  }
  if (/^\d+$/.test(seat.name))
    return fault("is digits alone, which Windows refuses", "Put a letter into the pattern");
  if (/^-|-$/.test(seat.name))
    return fault("begins or ends with -", "Begin and end with a letter or a digit");
  return [];
}

function addressFaults(seat: Seat): Fault[] {
  const { defaultGateway, netmaskSuffix, gatewayOutside } = seat.settings;
  const address = parseAddress(seat.address);
  const gateway = parseAddress(defaultGateway);
  if (gateway === undefined)
    return gatewayFault(seat, "is no IPv4 address", 'Write four numbers from 0 to 255, like "192.0.2.254"');
  if (!isOfHosts(gateway))
    return gatewayFault(seat, "is no address of a router", 'Write the router\'s own, like "192.0.2.254"');
  const [unknown] = placeholdersOf(seat.address);
  if (unknown !== undefined) {
    return [
      {
        path: `groups.${seat.group}.ipAddresses`,
        message: `\${${unknown}} is not known there`,
        remedy: "Write ${suffix}: of id n it is ipAddressesSuffix and n - 1",
      },
    ];
  }
  if (address === undefined) {
    return addressFault(
      seat,
      "is no IPv4 address",
      "Each octet is a number from 0 to 255: look at ipAddresses, ipAddressesSuffix and ids",
    );
  }
  const network = networkOf(address, netmaskSuffix);
  const range = rangeOf(address, netmaskSuffix);
  const ends = [network.first, network.last];
  if (gateway < network.first || gateway > network.last) {
    if (!gatewayOutside) {
      return addressFault(
        seat,
        `is outside the gateway's network ${rangeOf(gateway, netmaskSuffix)}`,
        "Correct ipAddresses, netmaskSuffix or defaultGateway; where it is meant so, set gatewayOutside: true",
      );
    }
  } else if (ends.includes(gateway)) {
    return gatewayFault(
      seat,
      `is the network's or the broadcast address of ${range}`,
      "Write the router's own address",
    );
  }
  if (ends.includes(address)) {
    return addressFault(
      seat,
      `is the network's or the broadcast address of ${range}`,
      "Choose other ids or another ipAddressesSuffix",
    );
  }
  return address === gateway
    ? addressFault(seat, "is the gateway's", "Leave the gateway's address out of the range")
    : [];
}

/** The network that holds an address, `192.0.2.0/24`. */
function rangeOf(address: number, prefix: number): string {
  return `${formatAddress(networkOf(address, prefix).first)}/${prefix}`;
}

/** Not this machine's own, no multicast, nothing reserved. */
function isOfHosts(address: number): boolean {
  const first = Math.floor(address / 2 ** 24);
  return first > 0 && first < 224 && first !== 127;
}

function gatewayFault({ group, settings }: Seat, message: string, remedy: string): Fault[] {
  const what = JSON.stringify(settings.defaultGateway);
  return [{ path: `groups.${group}.defaultGateway`, message: `${what} ${message}`, remedy }];
}

function addressFault({ group, name, address }: Seat, message: string, remedy: string): Fault[] {
  const what = `${JSON.stringify(address)} of ${name}`;
  return [{ path: `groups.${group}.ipAddresses`, message: `${what} ${message}`, remedy }];
}

function doubles(seats: readonly Seat[], key: "names" | "ipAddresses"): Fault[] {
  const first = new Map<string, Seat>();
  return seats.flatMap(seat => {
    const value = key === "names" ? seat.name.toLowerCase() : seat.address;
    // What is no address is told already.
    if (key === "ipAddresses" && parseAddress(seat.address) === undefined) return [];
    const other = first.get(value);
    if (!other) {
      first.set(value, seat);
      return [];
    }
    const what = key === "names" ? `name ${seat.name}` : `address ${seat.address}`;
    return [
      {
        path: `groups.${seat.group}.${key}`,
        message: `the ${what} of id ${seat.id} is also that of id ${other.id} in groups.${other.group}`,
        remedy: "Give every seat of the room its own",
      },
    ];
  });
}

function distinct(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter(fault => {
    const text = `${fault.path}: ${fault.message}`;
    return !seen.has(text) && seen.add(text);
  });
}
