/** @module Accounts on the computer, and who is logged on first. Passwords are written obfuscated. */

import { DEPLOYMENT, SHELL_SETUP } from "../../../../answer-file/unattend";
import type { XmlElement } from "../../../../answer-file/xml";
import type { Part, Setting } from "./build";
import { element, item, leaf, leaves, optional, type Text, unless, when } from "./element";

/** A local account. */
export interface LocalAccount {
  readonly name: string;
  /** Name of the value with its password. */
  readonly passwordValue: string;
  /** Local groups in English, with `;` between them: `Administrators;Remote Desktop Users`. */
  readonly group: string;
  readonly description?: Text;
  /** Names of the values without which the account is left out. */
  readonly when?: string;
}

/** Settings of the accounts. */
export interface Accounts {
  /** Name of the value with the password of the built-in Administrator. */
  readonly administratorPasswordValue: string;
  readonly local?: readonly LocalAccount[];
}

/** The built-in Administrator's password, and local accounts, whose passwords do not expire. */
export function accounts({ administratorPasswordValue, local = [] }: Accounts): Part {
  const [condition, ...otherConditions] = new Set(local.map(account => account.when));
  // a list of which every item may be left out must not stay behind empty
  const together = condition !== undefined && otherConditions.length === 0;
  const list = element("LocalAccounts", ...local.map(account => localAccount(account, !together)));
  const steered = together ? when(condition, list) : list;
  const elements = [
    element(
      "UserAccounts",
      password("AdministratorPassword", administratorPasswordValue),
      ...(local.length > 0 ? [steered] : []),
    ),
  ];
  const expiry = local.length > 0 ? [noExpiry(together ? condition : undefined)] : [];
  return [...expiry, { pass: "oobeSystem", component: SHELL_SETUP, elements }];
}

/**
 * Windows wants the password of a local account changed after 42 days, and a seat that goes back to its snapshot wants it each time
 * again. In a domain, its policy comes after this and decides.
 *
 * @see https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/maximum-password-age
 */
function noExpiry(condition: string | undefined): Setting {
  const texts = {
    Description: "Passwords do not expire",
    Order: "1",
    Path: "net.exe accounts /maxpwage:unlimited",
  };
  const command = item(element("RunSynchronousCommand", ...leaves(texts)));
  return {
    pass: "specialize",
    component: DEPLOYMENT,
    elements: [element("RunSynchronous", command)],
    ...(condition !== undefined && { when: condition }),
  };
}

function localAccount(
  { name, passwordValue, group, description, when: needed }: LocalAccount,
  steered: boolean,
): XmlElement {
  const account = item(
    element(
      "LocalAccount",
      password("Password", passwordValue),
      ...leaves({ Description: description, Group: group, Name: name }),
    ),
  );
  return steered && needed !== undefined ? when(needed, account) : account;
}

/** Who is logged on without being asked, and how often. */
export interface AutoLogon {
  /** `Administrator`, in English, also enables that account, which is disabled in a fresh Windows. */
  readonly user: string;
  /** Name of a value that may name another user. */
  readonly userValue?: string;
  /** Name of the value with its password. */
  readonly passwordValue: string;
  /** The computer's name for a local account: a joined computer would take the domain. */
  readonly domain: string;
  /** How often. */
  readonly count: number;
}

/** @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-autologon-username */
export function autoLogon({ user, userValue, passwordValue, domain, count }: AutoLogon): Part {
  const username = leaf("Username", user);
  const elements = [
    element(
      "AutoLogon",
      password("Password", passwordValue),
      ...leaves({ Domain: domain, Enabled: "true", LogonCount: String(count) }),
      ...(userValue === undefined
        ? [username]
        : [leaf("Username", optional(userValue)), unless(userValue, username)]),
    ),
  ];
  return [{ pass: "oobeSystem", component: SHELL_SETUP, elements }];
}

function password(name: "Password" | "AdministratorPassword", valueName: string): XmlElement {
  return element(name, leaf("Value", `\${${valueName}|obfuscated}`), leaf("PlainText", "false"));
}
