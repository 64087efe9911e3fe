/**
 * @module The guest's network: which of the answer file's addresses land on an adapter, and what a guest agent then
 * reports. There is no DHCP server in a room; Windows then takes an address from 169.254.0.0/16.
 */

import { isIP } from "node:net";
import { SetupError } from "./answer-file";
import type { GuestHardware, StaticAddress } from "./contract";
import { descend, textAt, type XmlElement } from "./xml";

type Nic = GuestHardware["nics"][number];

export interface NetworkSetup {
  addresses: StaticAddress[];
  /** Where names are asked for. */
  dnsServers: string[];
  /** For the journal. */
  notes: string[];
}

/** From the components TCPIP and DNS-Client. Throws a `SetupError` for an address that is none. */
export function setUpNetwork(
  tcpIp: XmlElement | undefined,
  dns: XmlElement | undefined,
  nics: Nic[],
): NetworkSetup {
  const setup: NetworkSetup = { addresses: [], dnsServers: [], notes: [] };
  for (const described of descend(tcpIp, "Interfaces", "Interface")) {
    const identifier = textAt(described, "Identifier") ?? "";
    const nic = findNic(identifier, nics);
    if (nic === undefined) {
      setup.notes.push(`no network adapter is ${identifier}: its addresses are not set`);
      continue;
    }
    for (const { text } of descend(described, "UnicastIpAddresses", "IpAddress")) {
      const address = parseAddress(text, nic.mac);
      setup.addresses.push(address);
      setup.notes.push(`${identifier} has ${address.address}/${address.prefix}`);
    }
  }
  for (const described of descend(dns, "Interfaces", "Interface")) {
    const servers = descend(described, "DNSServerSearchOrder", "IpAddress").map(server => server.text);
    const identifier = textAt(described, "Identifier") ?? "";
    if (findNic(identifier, nics) === undefined) {
      setup.notes.push(`no network adapter is ${identifier}: its DNS servers are not set`);
    } else {
      setup.dnsServers.push(...servers);
    }
  }
  return setup;
}

/** By MAC (`00-1A-4A-16-01-51`), or by the names that English and German Windows give to adapters, in their order. */
function findNic(identifier: string, nics: Nic[]): Nic | undefined {
  if (/^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i.test(identifier)) {
    return nics.find(({ mac }) => mac.replaceAll(":", "-").toLowerCase() === identifier.toLowerCase());
  }
  const [, number = "1"] =
    /^(?:Ethernet|Local Area Connection|LAN-Verbindung)(?: (\d+))?$/i.exec(identifier) ?? [];
  return /^(Ethernet|Local Area Connection|LAN-Verbindung)/i.test(identifier)
    ? nics[Number(number) - 1]
    : undefined;
}

function parseAddress(text: string, mac: string): StaticAddress {
  const [address = "", prefix = ""] = text.split("/");
  const version = isIP(address);
  const bits = Number(prefix === "" ? (version === 4 ? 24 : 64) : prefix);
  if (version === 0 || !Number.isInteger(bits) || bits < 1 || bits > (version === 4 ? 32 : 128)) {
    throw new SetupError(
      `Windows could not configure one or more system components: "${text}" is no address with a prefix length. To install Windows, restart the computer and then restart the installation.`,
    );
  }
  return { mac, address, prefix: bits };
}

/** Addresses that a guest agent reports for the adapters that are there and linked. */
export function reportedAddresses(
  addresses: StaticAddress[],
  nics: Nic[],
): { mac: string; address: string }[] {
  return nics
    .filter(({ linked }) => linked)
    .flatMap(({ mac }) => {
      const own = addresses.filter(address => address.mac.toLowerCase() === mac.toLowerCase());
      return own.length > 0
        ? own.map(({ address }) => ({ mac, address }))
        : [{ mac, address: automaticAddress(mac) }];
    });
}

/** RFC 3927; the machine's own choice, made from its MAC here so that it stays the same. */
function automaticAddress(mac: string): string {
  const [high = 0, low = 0] = mac
    .split(":")
    .slice(-2)
    .map(octet => Number.parseInt(octet, 16));
  return `169.254.${1 + (high % 254)}.${1 + (low % 254)}`;
}

/** Whether a domain controller can be reached: a linked adapter with an address of the site. */
export function hasNetwork(addresses: StaticAddress[], nics: Nic[]): boolean {
  return reportedAddresses(addresses, nics).some(({ address }) => !address.startsWith("169.254."));
}
