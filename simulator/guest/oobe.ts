/**
 * @module The out-of-box experience: which of its pages the answer file leaves open (a person would have to click),
 * which accounts there are, and who logs on first (Microsoft: "Automate OOBE", "AutoLogon", "UserAccounts").
 */

import type { SimulatedDomain } from "./domain";
import { passwordOf } from "./password";
import { descend, textAt, type XmlElement } from "./xml";

/** The pages at which Windows waits for a person. */
export function openPages(
  shell: XmlElement | undefined,
  international: XmlElement | undefined,
  joined: boolean,
): string[] {
  const isTrue = (name: string) => textAt(shell, "OOBE", name)?.toLowerCase() === "true";
  if (isTrue("SkipMachineOOBE")) {
    return [];
  }
  const accounts = descend(shell, "UserAccounts")[0]?.children ?? [];
  const pages: [string, boolean][] = [
    [
      "region and keyboard (Microsoft-Windows-International-Core: InputLocale, SystemLocale, UserLocale)",
      ["InputLocale", "SystemLocale", "UserLocale"].every(name => textAt(international, name) !== undefined),
    ],
    ["license terms (OOBE/HideEULAPage)", isTrue("HideEULAPage")],
    ["who is going to use this PC (UserAccounts)", joined || accounts.length > 0],
    ["help protect your PC (OOBE/ProtectYourPC)", textAt(shell, "OOBE", "ProtectYourPC") !== undefined],
  ];
  return pages.filter(([, answered]) => !answered).map(([page]) => page);
}

export interface LocalAccount {
  name: string;
  password: string | undefined;
  admin: boolean;
}

/** `builtIn`: the name of the built-in Administrator, who gets AdministratorPassword whatever he is called. */
export function localAccounts(shell: XmlElement | undefined, builtIn = "Administrator"): LocalAccount[] {
  const accounts = descend(shell, "UserAccounts", "LocalAccounts", "LocalAccount").map(account => ({
    name: textAt(account, "Name") ?? "",
    password: passwordIn(account, "Password") ?? "",
    admin: /administrators/i.test(textAt(account, "Group") ?? ""),
  }));
  const administrator = descend(shell, "UserAccounts", "AdministratorPassword")[0];
  return administrator === undefined
    ? accounts
    : [{ name: builtIn, password: passwordOf(administrator), admin: true }, ...accounts];
}

function passwordIn(parent: XmlElement, name: string): string | undefined {
  const element = descend(parent, name)[0];
  return element === undefined ? undefined : passwordOf(element);
}

/** `logons`: how often Windows logs that user on by itself. */
export type FirstLogon = { user: string; logons: number } | { user: undefined; why: string };

/** Who is logged on once Setup is done. FirstLogonCommands run for an administrator only. */
export function firstLogon(
  shell: XmlElement | undefined,
  domain: { joined: string | undefined; controller: SimulatedDomain },
  builtIn?: string,
): FirstLogon {
  const autoLogon = descend(shell, "AutoLogon")[0];
  if (autoLogon === undefined || textAt(autoLogon, "Enabled")?.toLowerCase() === "false") {
    return { user: undefined, why: "the answer file has no AutoLogon: nobody logs on" };
  }
  const user = textAt(autoLogon, "Username") ?? "";
  const password = passwordIn(autoLogon, "Password") ?? "";
  const count = Number(textAt(autoLogon, "LogonCount") ?? "1");
  // "LogonCount known issue" on the page of LogonCount: one more than it says.
  const logons = count > 0 ? count + 1 : 0;
  const realm = textAt(autoLogon, "Domain") ?? "";
  const isOfDomain = domain.joined !== undefined && domain.controller.isCalled(realm);
  const account = isOfDomain
    ? undefined
    : localAccounts(shell, builtIn).find(({ name }) => name.toLowerCase() === user.toLowerCase());
  if (account === undefined && domain.joined !== undefined) {
    const credentials = { username: user, password, ...(realm === "" ? {} : { domain: realm }) };
    const known = domain.controller.authenticate(credentials);
    return known?.admin === true
      ? { user, logons }
      : { user: undefined, why: `AutoLogon of ${user} was refused` };
  }
  if (account === undefined) {
    return { user: undefined, why: `AutoLogon: there is no account ${user}` };
  }
  if (account.password !== password) {
    return { user: undefined, why: `AutoLogon: the password of ${user} is another one` };
  }
  return account.admin
    ? { user, logons }
    : { user: undefined, why: `AutoLogon: ${user} is no administrator` };
}
