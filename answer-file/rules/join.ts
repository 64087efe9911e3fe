/** @module Rules about the join to a domain, which Windows goes on without when it fails. */

import { error, type Finding, warning } from "../finding";
import {
  below,
  childrenOf,
  childText,
  DEPLOYMENT,
  settingsOf,
  TCPIP,
  UNATTENDED_JOIN,
  type Unattend,
  walk,
} from "../unattend";
import { textOf, type XmlElement } from "../xml";
import { runsScript } from "./command-line";
import { commandLines } from "./commands";

/** Whether the computer is to be in a domain, in whichever way. */
export function joinsDomain(file: Unattend): boolean {
  return settingsOf(file, UNATTENDED_JOIN, ["Identification"]).some(
    element => below(element, "JoinDomain").length + below(element, "Provisioning").length > 0,
  );
}

/** A join is whole, and of one kind. */
export function checkJoin(file: Unattend): Finding[] {
  return settingsOf(file, UNATTENDED_JOIN, ["Identification"]).flatMap(element => {
    const blob = below(element, "Provisioning", "AccountData").length > 0;
    const credentials = below(element, "Credentials").length > 0;
    const domain = childText(element, "JoinDomain") !== undefined;
    const workgroup = childText(element, "JoinWorkgroup") !== undefined;
    if (blob && credentials) {
      return [
        warning(
          element,
          "two-joins",
          "both a blob of djoin and credentials are there; Windows uses the blob",
          "Take the credentials away, so that no password of the domain is in the file",
        ),
      ];
    }
    if (domain && workgroup) {
      return [
        warning(
          element,
          "two-joins",
          "both a domain and a workgroup are to be joined",
          "Keep one of the two",
        ),
      ];
    }
    const insecure = /^true$/i.test(childText(element, "UnsecureJoin")?.trim() ?? "");
    if (domain && !blob && !credentials && !insecure) {
      return [
        warning(
          element,
          "join-without-account",
          "a domain is to be joined, and no account is there that may: Windows goes on without it",
          "Write <Credentials>, a blob of djoin, or <UnsecureJoin>true</UnsecureJoin>",
        ),
      ];
    }
    if (blob || domain || workgroup) return [];
    return [
      error(
        element,
        "join",
        "<Identification> joins nothing",
        "Write <JoinDomain>, <JoinWorkgroup> or <Provisioning>",
      ),
    ];
  });
}

/** The account says of which domain it is, once. @see the page of Credentials/Domain */
export function checkJoinUser(file: Unattend): Finding[] {
  return settingsOf(file, UNATTENDED_JOIN, ["Identification", "Credentials"]).flatMap(credentials => {
    const [user] = childrenOf(credentials, "Username");
    if (user === undefined) return [];
    const inUser = /[\\@]/.test(textOf(user));
    const inDomain = childrenOf(credentials, "Domain").length > 0;
    if (inUser !== inDomain) return [];
    return [
      warning(
        user,
        "join-user",
        inUser
          ? "the joining account names its domain, and <Domain> stands beside it: Microsoft has one or the other"
          : "the joining account is of no domain",
        "Write the name alone, and the domain into <Domain>",
      ),
    ];
  });
}

/** Parts of a distinguished name, the innermost first: folders, then the labels of the domain. */
const NAME_PART = String.raw`\s*=(?:"[^"]*"|\\.|[^,\\"])+`;
const DISTINGUISHED_NAME = new RegExp(
  `^\\s*(?:(?:OU|CN)${NAME_PART},\\s*)+DC${NAME_PART}(?:,\\s*DC${NAME_PART})*$`,
  "i",
);
/** What Active Directory's own tools show as a folder's canonical name: `example.org/Rooms/R1`. */
const CANONICAL_NAME = /^[^\s/=,]+\.[^\s/=,]+(?:\/[^/]+)+$/;

/** A join into a folder that is none fails, and Windows goes on without it. @see the page of MachineObjectOU */
export function checkJoinFolder(file: Unattend): Finding[] {
  return settingsOf(file, UNATTENDED_JOIN, ["Identification", "MachineObjectOU"])
    .filter(element => textOf(element).trim() !== "" && !DISTINGUISHED_NAME.test(textOf(element)))
    .map(element => {
      const name = textOf(element).trim();
      return warning(
        element,
        "join-folder",
        `${JSON.stringify(name)} is not how Windows wants the folder for the computer: it does not join, and goes on without the domain`,
        CANONICAL_NAME.test(name)
          ? `Write ${distinguishedName(name)}`
          : "Write its distinguished name, like OU=Rooms,DC=example,DC=org",
      );
    });
}

function distinguishedName(canonical: string): string {
  const [domain = "", ...folders] = canonical.split("/");
  const escaped = (name: string): string => name.replaceAll(/[,\\"+<>;=#]/g, String.raw`\$&`);
  return [
    // The one container that computers usually lie in; all others are units.
    ...folders.reverse().map(name => `${/^computers$/i.test(name) ? "CN" : "OU"}=${escaped(name)}`),
    ...domain.split(".").map(label => `DC=${label}`),
  ].join(",");
}

/** The domain is looked up by DNS; a fixed address brings no server for it along. */
export function checkJoinDns(file: Unattend): Finding[] {
  const [join] = settingsOf(file, UNATTENDED_JOIN, ["Identification", "JoinDomain"]);
  const blobs = settingsOf(file, UNATTENDED_JOIN, ["Identification", "Provisioning"]);
  if (join === undefined || blobs.length > 0) return [];
  const interfaces = settingsOf(file, TCPIP, ["Interfaces", "Interface"]);
  const isFixed = (one: XmlElement) =>
    below(one, "Ipv4Settings", "DhcpEnabled").some(element => /^false$/i.test(textOf(element).trim()));
  const servers = [...walk(file.root)].filter(([element]) => element.local === "DNSServerSearchOrder");
  const setup = commandLines(file, DEPLOYMENT).join("\n");
  const isSetOtherwise = runsScript(setup) || /dns/i.test(setup);
  if (interfaces.length === 0 || !interfaces.every(isFixed) || servers.length > 0 || isSetOtherwise)
    return [];
  return [
    warning(
      join,
      "join-without-dns",
      "a domain is to be joined, the address is fixed, and no DNS server is named: Windows does not find the domain, and goes on without it",
      "Set dnsServers under values, or write <DNSServerSearchOrder> in Microsoft-Windows-DNS-Client",
    ),
  ];
}
