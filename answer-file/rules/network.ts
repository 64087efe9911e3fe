/** @module Rules about the network: order of settings, interfaces, addresses. */

import { isIP, isIPv4 } from "node:net";
import { error, type Finding, warning } from "../finding";
import { below, childrenOf, DNS_CLIENT, settingsOf, TCPIP, type Unattend } from "../unattend";
import { elementsOf, textOf, type XmlElement } from "../xml";

/** Order of the settings, which matters in this component. */
const ORDER: readonly [path: readonly string[], names: readonly string[]][] = [
  [
    ["Interfaces", "Interface"],
    ["Ipv4Settings", "Ipv6Settings", "Identifier", "UnicastIpAddresses", "Routes"],
  ],
  [
    ["Interfaces", "Interface", "Routes", "Route"],
    ["Identifier", "Metric", "NextHopAddress", "Prefix"],
  ],
];

/** An address of a network card as Windows wants it. */
const MAC = /^[0-9A-F]{2}(-[0-9A-F]{2}){5}$/;
const ANY_MAC = /^[0-9A-F]{2}([-:]?[0-9A-F]{2}){5}$/i;

/** Settings of an interface and of a route are known, there once, and in order. */
export function checkOrder(file: Unattend): Finding[] {
  return ORDER.flatMap(([path, names]) =>
    settingsOf(file, TCPIP, path).flatMap(element => {
      const seen = new Set<string>();
      let last = -1;
      return elementsOf(element).flatMap(child => {
        const index = names.indexOf(child.local);
        const isDoubled = seen.has(child.local);
        const isLate = index < last;
        seen.add(child.local);
        last = Math.max(last, index);
        const order = `The order is ${names.join(", ")}`;
        if (index < 0)
          return [error(child, "child-order", `<${child.name}> is no setting of <${element.name}>`, order)];
        if (isDoubled)
          return [error(child, "child-order", `<${child.name}> is there twice in <${element.name}>`, order)];
        if (!isLate) return [];
        // Windows' reference asks for the order, and files in another one are about that Windows 7 has taken.
        return [
          warning(
            child,
            "child-order",
            `<${child.name}> stands too late in <${element.name}>`,
            `Windows may ask for the order ${names.join(", ")}: keep to it`,
          ),
        ];
      });
    }),
  );
}

/** Interfaces are named by their MAC address, which does not depend on the language of Windows. */
export function checkInterfaces(file: Unattend): Finding[] {
  const interfaces = [TCPIP, DNS_CLIENT].flatMap(name => settingsOf(file, name, ["Interfaces", "Interface"]));
  return interfaces.flatMap(element => {
    const [identifier] = childrenOf(element, "Identifier");
    if (identifier === undefined) {
      return [
        error(
          element,
          "interface-identifier",
          "an interface has no identifier",
          "Write <Identifier>${macWindows}</Identifier>",
        ),
      ];
    }
    const name = textOf(identifier);
    if (MAC.test(name)) return [];
    if (ANY_MAC.test(name)) {
      const inDashes = MAC.test(name.toUpperCase());
      return [
        (inDashes ? warning : error)(
          identifier,
          "interface-identifier",
          `${JSON.stringify(name)} is not how Windows writes a MAC address`,
          "Write ${macWindows}: capitals with dashes between them",
        ),
      ];
    }
    return [
      warning(
        identifier,
        "interface-identifier",
        `the interface is looked up as ${JSON.stringify(name)}, which depends on the language of Windows and on its number`,
        "Write ${macWindows}",
      ),
    ];
  });
}

/** Addresses, prefixes, routers and DNS servers can be read. */
export function checkAddresses(file: Unattend): Finding[] {
  const interfaces = settingsOf(file, TCPIP, ["Interfaces", "Interface"]);
  const routes = interfaces.flatMap(element => below(element, "Routes", "Route"));
  return [
    ...interfaces
      .flatMap(element => below(element, "UnicastIpAddresses", "IpAddress"))
      .flatMap(unlessFit("an address with its prefix length", "Write ${ip}/${prefix}", isAddressWithPrefix)),
    ...routes
      .flatMap(element => childrenOf(element, "Prefix"))
      .flatMap(
        unlessFit(
          "a network with its prefix length",
          "Write 0.0.0.0/0 for the default route",
          isAddressWithPrefix,
        ),
      ),
    ...routes
      .flatMap(element => childrenOf(element, "NextHopAddress"))
      .flatMap(unlessFit("the address of a router", "Write ${defaultGateway}", isAddress)),
    ...settingsOf(file, DNS_CLIENT, ["Interfaces", "Interface", "DNSServerSearchOrder", "IpAddress"]).flatMap(
      unlessFit("the address of a DNS server", "Write one address in each <IpAddress>", isAddress),
    ),
  ];
}

function unlessFit(
  what: string,
  remedy: string,
  fits: (text: string) => boolean,
): (element: XmlElement) => Finding[] {
  return element => {
    const text = textOf(element);
    if (fits(text)) return [];
    return [error(element, "address", `${JSON.stringify(text)} is not ${what}`, remedy)];
  };
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

function isAddressWithPrefix(text: string): boolean {
  const [address = "", prefix = "", ...rest] = text.split("/");
  const longest = isIPv4(address) ? 32 : 128;
  return isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
}
