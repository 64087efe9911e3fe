/** @module The templates that come along, made of parts. */

import { writeXml } from "../../../answer-file/write";
import { accounts, autoLogon } from "./parts/accounts";
import { buildTemplate } from "./parts/build";
import { optional, value } from "./parts/element";
import { firstLogon } from "./parts/first-logon";
import { identity } from "./parts/identity";
import { joinByBlob, joinByCredentials } from "./parts/join";
import { locale } from "./parts/locale";
import { dns, network } from "./parts/network";
import { type Oobe, oobe } from "./parts/oobe";

/** What differs between versions of Windows. */
interface Edition {
  readonly title: string;
  /** What its VM needs. */
  readonly needs?: string;
  readonly oobe: Oobe;
}

const EDITIONS: Readonly<Record<string, Edition>> = {
  "win7.xml": {
    title: "Windows 7, 64 bit",
    oobe: { hide: ["HideEULAPage", "HideWirelessSetupInOOBE"], networkLocation: "Work", protectYourPc: 3 },
  },
  "win10.xml": {
    title: "Windows 10, 64 bit",
    oobe: {
      hide: [
        "HideEULAPage",
        "HideOEMRegistrationScreen",
        "HideOnlineAccountScreens",
        "HideWirelessSetupInOOBE",
      ],
      protectYourPc: 3,
    },
  },
  "win11.xml": {
    title: "Windows 11",
    needs: "The VM needs a TPM, 4 GiB of memory and two CPUs.",
    oobe: {
      hide: [
        "HideEULAPage",
        "HideOEMRegistrationScreen",
        "HideOnlineAccountScreens",
        "HideWirelessSetupInOOBE",
      ],
      protectYourPc: 3,
    },
  },
  "server2022.xml": {
    title: "Windows Server 2022",
    oobe: { hide: ["HideEULAPage", "HideLocalAccountScreen", "HideOEMRegistrationScreen"], protectYourPc: 3 },
  },
};

/** Names of the files in templates/, and what stands in them. */
export function shippedTemplates(): ReadonlyMap<string, string> {
  return new Map(Object.entries(EDITIONS).map(([file, edition]) => [file, templateOf(edition)]));
}

function templateOf(edition: Edition): string {
  const mac = value("macWindows");
  const root = buildTemplate([
    identity({
      computerName: value("computerName"),
      timeZone: value("timeZone"),
      productKey: optional("productKey"),
      owner: optional("owner"),
      organization: optional("organization"),
    }),
    network([
      {
        mac,
        addresses: [`${value("ip")}/${value("prefix")}`],
        moreAddresses: { each: "moreAddresses" },
        gateway: value("defaultGateway"),
      },
    ]),
    dns({ mac, servers: { each: "dnsServers" }, domain: optional("dnsDomain") }),
    joinByBlob(value("accountData"), { when: "accountData" }),
    joinByCredentials(
      {
        domain: value("domain"),
        user: value("joinUser"),
        password: value("joinPassword"),
        organizationalUnit: optional("domainOu"),
      },
      { when: "domain", unless: "accountData" },
    ),
    locale({
      system: value("locale"),
      user: value("locale"),
      userInterface: optional("uiLanguage"),
      input: optional("inputLocale"),
    }),
    oobe(edition.oobe),
    accounts({
      administratorPasswordValue: "administratorPassword",
      local: [
        { name: value("localUser"), passwordValue: "localUserPassword", group: "Users", when: "localUser" },
      ],
    }),
    autoLogon({
      user: "Administrator",
      userValue: "administratorName",
      passwordValue: "administratorPassword",
      domain: value("computerName"),
      count: 1,
    }),
    firstLogon("firstLogonCommands"),
  ]);
  return writeXml(root).replace(/(?<=\?>\n)/, header(edition));
}

/** What somebody who opens the file has to know. */
function header({ title, needs }: Edition): string {
  return `<!--
  ${title}: host name, static address, DNS, domain join, accounts, locale, first logon, power-off.${
    needs === undefined
      ? ""
      : `
  ${needs}`
  }

  Values of the settings
    must be there   locale (such as de-DE), administratorPassword
    may be there    dnsServers (list), dnsDomain, moreAddresses (list, each with its prefix length),
                    inputLocale, uiLanguage (as locale, unless they are given), productKey, owner, organization,
                    domain with joinUser, joinPassword and perhaps domainOu; or accountData, the blob of djoin,
                    localUser with localUserPassword, firstLogonCommands (a command line, or a list of them),
                    administratorName (Administrator, unless the gold image calls him otherwise)
  All other names come from the seat. docs/answer-files.md tells the rest.

  Copy this file to change it: npm run docs makes it, from scripts/docs/templates/, and would make it again.
-->
`;
}
