/**
 * @module Rules about the automatic logon, without which nothing runs at the first logon.
 * @see https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-autologon
 */

import { type CheckedSeat, type Finding, warning } from "../finding";
import { isPasswordElement, revealPassword } from "../password";
import {
  below,
  childrenOf,
  childText,
  DEPLOYMENT,
  SHELL_SETUP,
  settingsOf,
  type Unattend,
} from "../unattend";
import { textOf, type XmlElement } from "../xml";
import { hasAdministrators, isBuiltInAdministrator } from "./administrator";
import { commandIn, runsScript } from "./command-line";
import { commandLines, firstLogonCommands } from "./commands";
import { joinsDomain } from "./join";

/** Commands of the first logon need somebody to log on, and nobody who is logged on again at the next start. */
export function checkLogon(file: Unattend, seat: CheckedSeat): Finding[] {
  const commands = firstLogonCommands(file);
  const [first] = commands;
  if (first === undefined) return [];
  const autoLogon = settingsOf(file, SHELL_SETUP, ["AutoLogon"]).find(isEnabled);
  if (autoLogon === undefined) {
    return [
      warning(
        first,
        "no-logon",
        "nobody is logged on automatically, so the commands of the first logon wait for a person",
        "Add <AutoLogon>, unless the gold image has it",
      ),
    ];
  }
  return [
    ...logonCount(autoLogon),
    ...logonUser(file, autoLogon, seat),
    ...(takenBack(commands) ? [] : [logsOnAgain(autoLogon)]),
  ];
}

function isEnabled(autoLogon: XmlElement): boolean {
  return childrenOf(autoLogon, "Enabled").some(element => textOf(element).trim().toLowerCase() === "true");
}

function logonCount(autoLogon: XmlElement): Finding[] {
  const [count] = childrenOf(autoLogon, "LogonCount");
  if (count !== undefined && Number(textOf(count)) !== 0) return [];
  const at = count ?? autoLogon;
  return [
    warning(
      at,
      "logon-count",
      count === undefined
        ? "<AutoLogon> has no <LogonCount>, which Microsoft says must be there"
        : "<LogonCount> is 0, so perhaps nobody is logged on",
      "Write <LogonCount>1</LogonCount>",
    ),
  ];
}

/** Only what is certain of the user is told: the gold image, a command or the domain may know him. */
function logonUser(file: Unattend, autoLogon: XmlElement, seat: CheckedSeat): Finding[] {
  const [element] = childrenOf(autoLogon, "Username");
  const user = element === undefined ? "" : textOf(element).trim();
  if (element === undefined || user === "") {
    return [warning(autoLogon, "logon-user", "<AutoLogon> names no user", "Write a <Username>")];
  }
  const domain = childText(autoLogon, "Domain")?.trim() ?? "";
  const isElsewhere = !["", ".", seat.computerName.toUpperCase()].includes(domain.toUpperCase());
  if (isElsewhere) return [];
  const account = settingsOf(file, SHELL_SETUP, ["UserAccounts", "LocalAccounts", "LocalAccount"]).find(
    one => childText(one, "Name")?.trim().toUpperCase() === user.toUpperCase(),
  );
  if (account !== undefined) {
    return [...notAdministrator(account, element), ...otherPassword(autoLogon, passwordIn(account))];
  }
  if (isBuiltInAdministrator(user)) {
    const [password] = settingsOf(file, SHELL_SETUP, ["UserAccounts", "AdministratorPassword"]);
    return password === undefined ? [] : otherPassword(autoLogon, passwordOf(password));
  }
  const setup = commandLines(file, DEPLOYMENT).join("\n");
  if (runsScript(setup) || setup.toUpperCase().includes(user.toUpperCase())) return [];
  return [unknownUser(element, joinsDomain(file) && domain === "")];
}

function notAdministrator(account: XmlElement, at: XmlElement): Finding[] {
  if (hasAdministrators(childText(account, "Group"))) return [];
  return [
    warning(
      at,
      "logon-user",
      `${JSON.stringify(textOf(at))} is logged on and no administrator, and Windows runs the commands of the first logon for administrators only`,
      "Log on Administrator, or put <Group>Administrators</Group> into the account",
    ),
  ];
}

function otherPassword(autoLogon: XmlElement, expected: string | undefined): Finding[] {
  const given = passwordIn(autoLogon);
  if (given === undefined || expected === undefined || given === expected) return [];
  const [at = autoLogon] = childrenOf(autoLogon, "Password");
  return [
    warning(
      at,
      "logon-password",
      "the password of the automatic logon is not the one that the account gets, so nobody is logged on",
      "Put the same value into both",
    ),
  ];
}

function unknownUser(at: XmlElement, isInDomain: boolean): Finding {
  const user = JSON.stringify(textOf(at));
  if (isInDomain) {
    return warning(
      at,
      "logon-domain",
      `the computer joins a domain, ${user} is no account of this file, and <AutoLogon> does not say whose it is`,
      "Write the <Domain> of the account; the computer's name for one of the gold image",
    );
  }
  return warning(
    at,
    "logon-user",
    `${user} is logged on, and nothing here makes this account`,
    "Add it to <LocalAccounts>, unless the gold image has it, or log on Administrator",
  );
}

/** The password below an element, empty where there is none. `undefined`: it cannot be read. */
function passwordIn(element: XmlElement): string | undefined {
  const [password] = below(element, "Password");
  return password === undefined ? "" : passwordOf(password);
}

function passwordOf(element: XmlElement): string | undefined {
  const value = childText(element, "Value") ?? "";
  const isObfuscated = childText(element, "PlainText")?.trim().toLowerCase() === "false";
  return isObfuscated && isPasswordElement(element.local) ? revealPassword(value, element.local) : value;
}

/** Whether they take the automatic logon back, or may do so. */
function takenBack(commands: readonly XmlElement[]): boolean {
  const all = commands.map(element => commandIn(element)).join("\n");
  return runsScript(all) || /\bAuto(AdminLogon|LogonCount)\b/i.test(all);
}

function logsOnAgain(autoLogon: XmlElement): Finding {
  const [at = autoLogon] = childrenOf(autoLogon, "Enabled");
  return warning(
    at,
    "logs-on-again",
    "Windows logs this user on once more than <LogonCount> says, at the finished seat's first start, and no command takes that back",
    "Delete AutoAdminLogon, AutoLogonCount and DefaultPassword of the registry's Winlogon key in the first logon, as the templates that come along do",
  );
}
