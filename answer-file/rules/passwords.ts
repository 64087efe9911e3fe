/**
 * @module Rules about passwords: which can be read by everybody who sees the file, whether Windows can read them, and how
 * long they last.
 */

import { error, type Finding, warning } from "../finding";
import { isPasswordElement, revealPassword } from "../password";
import { childText, SHELL_SETUP, settingsOf, UNATTENDED_JOIN, type Unattend, walk } from "../unattend";
import { elementsOf, textOf } from "../xml";
import { hasAdministrators } from "./administrator";
import { runsScript } from "./command-line";
import { commandLines } from "./commands";
import { joinsDomain } from "./join";

/** Passwords with a `Value`: obfuscated where Windows takes that, and rightly so. */
export function checkPasswords({ root }: Unattend): Finding[] {
  const findings: Finding[] = [];
  for (const [element] of walk(root)) {
    const value = childText(element, "Value");
    if (value === undefined || !isPasswordElement(element.local) || value.trim() === CROSSED_OUT) continue;
    const clear = childText(element, "PlainText")?.trim().toLowerCase() !== "false";
    if (clear) {
      findings.push(
        warning(
          element,
          "clear-password",
          `<${element.local}> holds its password in the clear`,
          "Write <Value>${name|obfuscated}</Value><PlainText>false</PlainText>; it hides the password from a glance, no more",
        ),
      );
    } else if (value !== "" && revealPassword(value, element.local) === undefined) {
      findings.push(
        error(
          element,
          "password-form",
          `<${element.local}> says PlainText false, and its value is not an obfuscated password`,
          "Write <Value>${name|obfuscated}</Value>, or PlainText true",
        ),
      );
    }
  }
  return findings;
}

/** What Windows leaves of each secret in the copy that it keeps, at times of the whole `<Password>`. @see docs/facts/windows-setup.md */
const CROSSED_OUT = "*SENSITIVE*DATA*DELETED*";

/** Secrets are there: a copy of Windows' own has none any more. */
export function checkCrossedOut({ root }: Unattend): Finding[] {
  return [...walk(root)]
    .filter(([element]) => elementsOf(element).length === 0 && textOf(element).trim() === CROSSED_OUT)
    .map(([element, parent]) => {
      const name = element.local === "Value" ? (parent?.name ?? element.name) : element.name;
      return error(
        element,
        "password-deleted",
        `<${name}> holds what Windows writes in the place of a secret in the copy that it keeps`,
        "Write the secret anew, as ${name}, and start from the file that this copy was made from",
      );
    });
}

/** Windows' own limit, which it puts on people's accounts as well; a domain has its own policy. */
export function checkPasswordAge(file: Unattend): Finding[] {
  const isSet = commandLines(file).some(line => NO_EXPIRY.test(line) || runsScript(line));
  if (isSet || joinsDomain(file)) return [];
  return settingsOf(file, SHELL_SETUP, ["UserAccounts", "LocalAccounts", "LocalAccount"], "oobeSystem")
    .filter(account => !hasAdministrators(childText(account, "Group")))
    .map(account =>
      warning(
        account,
        "password-expires",
        "Windows wants the password of this account changed after 42 days, unless the gold image says otherwise",
        "Run net.exe accounts /maxpwage:unlimited in RunSynchronous, as the templates that come along do",
      ),
    );
}

/** Ways to keep passwords from expiring: of all accounts, or of one. */
const NO_EXPIRY = /\/maxpwage:|\bPasswordNeverExpires\b|\bPasswordExpires\s*=\s*false/i;

/** Passwords that have no other form: those of network accounts, the join's foremost. */
export function checkCredentials(file: Unattend): Finding[] {
  const findings: Finding[] = [];
  const joins = settingsOf(file, UNATTENDED_JOIN, ["Identification", "Credentials", "Password"]);
  for (const [element, parent] of walk(file.root)) {
    if (
      element.local !== "Password" ||
      parent?.local !== "Credentials" ||
      ["", CROSSED_OUT].includes(textOf(element).trim())
    )
      continue;
    if (elementsOf(element).length > 0) continue;
    findings.push(
      warning(
        element,
        "clear-password",
        "<Credentials> hold a password of the network in the clear; Windows has no other form for it",
        joins.includes(element)
          ? "Use the blob of djoin (accountData), or an account that may do nothing but join"
          : "Use an account that may do nothing else",
      ),
    );
  }
  return findings;
}
