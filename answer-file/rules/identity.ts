/** @module Rules about names: of the computer, and of accounts. */

import { type CheckedSeat, error, type Finding, warning } from "../finding";
import { childrenOf, SHELL_SETUP, settingsOf, UNATTENDED_JOIN, type Unattend } from "../unattend";
import { textOf, type XmlElement } from "../xml";

/** What the name of a computer cannot hold, blanks included. */
const NOT_IN_COMPUTER_NAME = /[\s{}|~[\]^':;<=>?@!"#$%`()+/.,*&\\\p{Cc}]/u;

/** What the name of an account cannot hold. @see the page of LocalAccount/Name */
const NOT_IN_ACCOUNT_NAME = /["/\\[\]:|<>+=;,?*%@]/;

/** Longest name of a local account: the account database keeps 20 characters, though the schema takes 256. */
const ACCOUNT_NAME_LENGTH = 20;

/** Why Windows does not take a name for a computer, or `undefined` when it does. */
export function computerNameFault(name: string): string | undefined {
  if (name.length < 1 || name.length > 15) return "needs 1 to 15 characters";
  if (NOT_IN_COMPUTER_NAME.test(name)) return "holds a blank or a character that Windows does not allow";
  if (/^\d+$/.test(name)) return "is made of digits alone";
  return undefined;
}

/** The computer gets the seat's name. */
export function checkComputerName(file: Unattend, seat: CheckedSeat): Finding[] {
  const names = settingsOf(file, SHELL_SETUP, ["ComputerName"], "specialize");
  if (names.length === 0) {
    const blob = settingsOf(file, UNATTENDED_JOIN, ["Identification", "Provisioning", "AccountData"]);
    return [
      // The blob of djoin names the computer, too; whether as the seat, it does not show.
      (blob.length > 0 ? warning : error)(
        file.root,
        "computer-name",
        `no pass gives the computer its name, ${seat.computerName}`,
        "Write <ComputerName>${computerName}</ComputerName> in Microsoft-Windows-Shell-Setup of the pass specialize",
      ),
    ];
  }
  return names.flatMap(element => {
    const name = textOf(element);
    const fault = computerNameFault(name);
    if (name.toUpperCase() !== seat.computerName.toUpperCase()) {
      return [
        error(
          element,
          "computer-name-differs",
          `the computer would be called ${JSON.stringify(name)}, and the seat is ${seat.computerName}`,
          "Write ${computerName} there",
        ),
      ];
    }
    if (fault === undefined) return [];
    return [
      error(
        element,
        "computer-name",
        `the computer name ${JSON.stringify(name)} ${fault}`,
        "Name the seat otherwise",
      ),
    ];
  });
}

/** Local accounts have names that Windows takes, and none that the computer has. */
export function checkAccounts(file: Unattend, seat: CheckedSeat): Finding[] {
  const accounts = settingsOf(file, SHELL_SETUP, ["UserAccounts", "LocalAccounts", "LocalAccount"]);
  return accounts.flatMap(account => {
    const [element] = childrenOf(account, "Name");
    if (element === undefined) {
      return [error(account, "account-name", "a local account has no name", "Give it a <Name>")];
    }
    return accountName(element, seat);
  });
}

function accountName(element: XmlElement, seat: CheckedSeat): Finding[] {
  const name = textOf(element);
  if (name.toUpperCase() === seat.computerName.toUpperCase()) {
    return [
      error(
        element,
        "account-is-computer",
        `the local account ${JSON.stringify(name)} is called like the computer`,
        "Windows does not allow that; name the account otherwise",
      ),
    ];
  }
  const wrong =
    name.length > ACCOUNT_NAME_LENGTH ||
    NOT_IN_ACCOUNT_NAME.test(name) ||
    /^none$/i.test(name) ||
    name !== name.trim();
  if (!wrong) return [];
  return [
    error(
      element,
      "account-name",
      `Windows does not take ${JSON.stringify(name)} for the name of a local account`,
      `Use at most ${ACCOUNT_NAME_LENGTH} characters, none of "/\\[]:|<>+=;,?*%@, no blank at its ends, and not NONE`,
    ),
  ];
}
