/** @module What is wrong with the seats of a room: names that Windows refuses, addresses that cannot work, doubles. */

import { formatAddress, networkOf, parseAddress } from "./address";
import type { Fault } from "./fault";
import type { Seat } from "./seat";

/** Faults of all seats; a fault that every seat of a group shares is told once. */
export function checkSeats(seats: readonly Seat[]): Fault[] {
  const faults = seats.flatMap(seat => [...nameFaults(seat), ...addressFaults(seat)]);
  return distinct([...faults, ...doubles(seats, "names"), ...doubles(seats, "ipAddresses")]);
}

/** What both a computer name (facts/windows-setup.md) and the name of a VM may hold. */
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
  const { settings } = seat;
  const path = (key: string) => `groups.${seat.group}.${key}`;
  const gateway = parseAddress(settings.defaultGateway);
  if (gateway === undefined) {
    return [
      {
        path: path("defaultGateway"),
        message: `${JSON.stringify(settings.defaultGateway)} is no IPv4 address`,
        remedy: 'Write four numbers from 0 to 255, like "192.0.2.254"',
      },
    ];
  }
  const address = parseAddress(seat.address);
  const fault = (message: string, remedy: string): Fault[] => [
    {
      path: path("ipAddresses"),
      message: `${JSON.stringify(seat.address)} of ${seat.name} ${message}`,
      remedy,
    },
  ];
  if (address === undefined) {
    return fault(
      "is no IPv4 address",
      "Each octet is a number from 0 to 255: look at ipAddresses, ipAddressesSuffix and ids",
    );
  }
  const network = networkOf(gateway, settings.netmaskSuffix);
  const range = `${formatAddress(network.first)}/${settings.netmaskSuffix}`;
  if (address < network.first || address > network.last) {
    if (settings.gatewayOutside) return [];
    return fault(
      `is outside the gateway's network ${range}`,
      "Correct ipAddresses, netmaskSuffix or defaultGateway; where it is meant so, set gatewayOutside: true",
    );
  }
  if (address === network.first || address === network.last) {
    return fault(
      `is the network's or the broadcast address of ${range}`,
      "Choose other ids or another ipAddressesSuffix",
    );
  }
  if (address === gateway) return fault("is the gateway's", "Leave the gateway's address out of the range");
  return [];
}

function doubles(seats: readonly Seat[], key: "names" | "ipAddresses"): Fault[] {
  const first = new Map<string, Seat>();
  return seats.flatMap(seat => {
    const value = key === "names" ? seat.name.toLowerCase() : seat.address;
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
