/**
 * Rules about the network: order of settings, interfaces, addresses.
 *
 * @module
 */
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

/** Settings of an interface and of a route are known and in order. */
export function checkOrder(file: Unattend): Finding[] {
  return ORDER.flatMap(([path, names]) =>
    settingsOf(file, TCPIP, path).flatMap(element => {
      let last = -1;
      return elementsOf(element).flatMap(child => {
        const index = names.indexOf(child.local);
        const fits = index > last;
        last = Math.max(last, index);
        if (fits) return [];
        return [
          error(
            child,
            "child-order",
            index < 0
              ? `<${child.name}> is no setting of <${element.name}>`
              : `<${child.name}> stands too late in <${element.name}>, or twice`,
            `The order is ${names.join(", ")}`,
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
      return [
        error(
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
      .flatMap(unlessFit("the address of a router", "Write ${defaultGateway}", text => isIP(text) !== 0)),
    ...settingsOf(file, DNS_CLIENT, ["Interfaces", "Interface", "DNSServerSearchOrder", "IpAddress"]).flatMap(
      unlessFit(
        "the address of a DNS server",
        "Write one address in each <IpAddress>",
        text => isIP(text) !== 0,
      ),
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

function isAddressWithPrefix(text: string): boolean {
  const [address = "", prefix = "", ...rest] = text.split("/");
  const longest = isIPv4(address) ? 32 : 128;
  return isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
}
