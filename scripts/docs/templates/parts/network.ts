/** @module How the computer is on the network: addresses, routes, DNS servers. */

import { DNS_CLIENT, TCPIP } from "../../../../answer-file/unattend";
import type { XmlElement } from "../../../../answer-file/xml";
import type { Part } from "./build";
import { element, item, keyedLeaves, leaf, leaves, type Text, type Texts } from "./element";

/** One network card. */
export interface NetworkInterface {
  /** MAC address in Windows' form, `00-1A-4A-16-01-51`. */
  readonly mac: string;
  /** IPv4 or IPv6 addresses with their prefix lengths, `192.0.2.107/24`. */
  readonly addresses: readonly string[];
  /** More of them, from a list among the values. */
  readonly moreAddresses?: { readonly each: string };
  /** Address of the default router. */
  readonly gateway?: string;
}

/** Static addresses. Order matters in this component: settings are written in the one that Windows wants. */
export function network(interfaces: readonly NetworkInterface[]): Part {
  const elements = [element("Interfaces", ...interfaces.map(buildInterface))];
  return [{ pass: "specialize", component: TCPIP, elements }];
}

function buildInterface({ mac, addresses, moreAddresses, gateway }: NetworkInterface): XmlElement {
  // keys of the list start with 1 as well: 11, 12, ... are no key of an address written one by one, unless there are ten
  const more = moreAddresses === undefined ? [] : keyedLeaves("IpAddress", moreAddresses, "1");
  const routes = gateway === undefined ? [] : [element("Routes", defaultRoute(gateway))];
  return item(
    element(
      "Interface",
      element("Ipv4Settings", leaf("DhcpEnabled", "false")),
      leaf("Identifier", mac),
      element("UnicastIpAddresses", ...keyedLeaves("IpAddress", addresses), ...more),
      ...routes,
    ),
  );
}

function defaultRoute(gateway: string): XmlElement {
  const prefix = gateway.includes(":") ? "::/0" : "0.0.0.0/0";
  return item(element("Route", ...leaves({ Identifier: "0", NextHopAddress: gateway, Prefix: prefix })));
}

/** Whom the computer asks for names. */
export interface Dns {
  /** MAC address in Windows' form. */
  readonly mac: string;
  /** Addresses of the servers, in the order in which they are asked. */
  readonly servers: Texts;
  /** DNS domain of this connection. */
  readonly domain?: Text;
}

/** DNS servers; the component is left out when they come from a list that is not there. */
export function dns({ mac, servers, domain }: Dns): Part {
  const elements = [
    element(
      "Interfaces",
      item(
        element(
          "Interface",
          leaf("Identifier", mac),
          element("DNSServerSearchOrder", ...keyedLeaves("IpAddress", servers)),
          ...leaves({ DNSDomain: domain }),
        ),
      ),
    ),
  ];
  const steering = "each" in servers ? { when: servers.each } : {};
  return [{ pass: "specialize", component: DNS_CLIENT, elements, ...steering }];
}
